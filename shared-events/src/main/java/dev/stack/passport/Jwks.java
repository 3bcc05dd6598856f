// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Key sets as text (RFC 7517, section 5; {@code OKP} keys as in RFC 8037, section 2). A key has exactly the members
 * {@code kty}, {@code crv}, {@code x}, {@code kid}, {@code use} and {@code alg}.
 */
public final class Jwks {

    private static final Limits LIMITS = new Limits(64 << 10, 8, 2_000, 20);
    private static final int KEYS_MAX = 100;
    private static final int TEXT_MAX = 4_096;
    private static final int KID_LENGTH = 16;
    private static final Set<String> PRIVATE = Set.of("d", "k", "p", "q", "dp", "dq", "qi", "oth", "priv");
    private static final StrictJson JSON = new StrictJson(LIMITS);

    private Jwks() {}

    /** The set as UTF-8 JSON, in the order of {@code keys}. */
    public static byte[] write(PublicKeys keys) {
        List<JsonValue> items = new ArrayList<>();
        keys.byKid().forEach((kid, key) -> items.add(jwk(kid, key)));
        return JsonText.write(new JsonObject(Map.of("keys", new JsonArray(items))))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a published set. Keys of other types are left aside (RFC 7517, section 5); a private member anywhere, a
     * {@code kid} twice, an Ed25519 key that is not safe to trust, or a set without one refuses the whole.
     *
     * @throws Refusal {@code INVALID_REQUEST}
     */
    public static PublicKeys parse(byte[] utf8) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        List<Members> items = Members.of(object(utf8))
                .objects("keys", KEYS_MAX)
                .orElseThrow(() -> Refusal.invalid("The key set has no member keys."));
        for (Members item : items) {
            if (!Collections.disjoint(item.asObject().members().keySet(), PRIVATE)) {
                throw Refusal.invalid("The key set holds private key material; publish the public halves only.");
            }
            if (isEd25519(item) && keys.put(kid(item), key(item)) != null) {
                throw Refusal.invalid("The key set names a kid twice.");
            }
        }
        if (keys.isEmpty()) {
            throw Refusal.invalid("The key set holds no Ed25519 key.");
        }
        return new PublicKeys(keys);
    }

    /**
     * Reads the one key that its owner sends: {@code kty}, {@code crv} and {@code x} of an Ed25519 key that is safe to trust,
     * and nothing private.
     *
     * @throws Refusal {@code INVALID_REQUEST}
     */
    public static PublicKey parseKey(Members key) {
        if (!Collections.disjoint(key.asObject().members().keySet(), PRIVATE)) {
            throw Refusal.invalid("The key holds private key material; send the public half only, and make a new key.");
        }
        if (!isEd25519(key)) {
            throw Refusal.invalid("The key must be a JWK with kty OKP and crv Ed25519.");
        }
        return key(key);
    }

    /** The one key as a JWK, without a name. */
    public static JsonObject writeKey(PublicKey key) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("kty", new JsonString("OKP"));
        members.put("crv", new JsonString("Ed25519"));
        members.put("x", new JsonString(Base64Url.encode(key.bytes())));
        return new JsonObject(members);
    }

    /** The {@code kid} this project gives a key: the first 16 characters, 96 bits, of its {@link Thumbprint}. */
    public static String kid(PublicKey key) {
        return Thumbprint.of(key).substring(0, KID_LENGTH);
    }

    private static JsonObject jwk(String kid, PublicKey key) {
        Map<String, JsonValue> members = new LinkedHashMap<>(writeKey(key).members());
        members.put("kid", new JsonString(kid));
        members.put("use", new JsonString("sig"));
        members.put("alg", new JsonString("EdDSA"));
        return new JsonObject(members);
    }

    private static JsonObject object(byte[] utf8) {
        try {
            if (JSON.parse(utf8) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonRefused malformed) {
            throw Refusal.invalid("The key set is not strict JSON: " + malformed.getMessage() + ".");
        }
        throw Refusal.invalid("The key set is not a JSON object.");
    }

    private static boolean isEd25519(Members key) {
        return is(key, "kty", "OKP") && is(key, "crv", "Ed25519");
    }

    private static String kid(Members key) {
        return key.requiredText("kid", PublicKeys.KID_LENGTH_MAX);
    }

    private static PublicKey key(Members key) {
        if (key.has("use") && !is(key, "use", "sig") || key.has("alg") && !is(key, "alg", "EdDSA")) {
            throw Refusal.invalid("An Ed25519 key is meant for another use than signing with EdDSA.");
        }
        return Base64Url.decode(key.requiredText("x", TEXT_MAX))
                .map(PublicKey::of)
                .orElseThrow(() -> Refusal.invalid("The member x of a key is not base64url without padding."));
    }

    private static boolean is(Members key, String name, String expected) {
        return key.value(name).filter(new JsonString(expected)::equals).isPresent();
    }
}
