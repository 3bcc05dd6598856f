// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Passports to test with: the key of RFC 8032, section 7.1, test 1; signed at {@link #NOW}; good for 15 minutes. */
public final class Passports {

    public static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    public static final PublicKey KEY =
            PublicKey.of(HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    public static final String KID = "kPrK_qmxVWaYVA9w";
    public static final String ISSUER = "https://stack.example.com";
    public static final Instant NOW = Instant.ofEpochSecond(1_780_000_000);
    public static final Ed25519 ED25519 = Providers.fast();
    static final String HEADER = "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"" + KID + "\"}";

    public static final SigningKey SIGNING_KEY = new SigningKey() {
        @Override
        public String kid() {
            return KID;
        }

        @Override
        public byte[] sign(byte[] message) {
            return ED25519.sign(SEED, message);
        }
    };

    private Passports() {}

    public static PassportVerifier verifier() {
        return verifier(NOW, Duration.ZERO);
    }

    static PassportVerifier verifier(Instant now, Duration skew) {
        return new PassportVerifier(PublicKeys.of(KID, KEY), ISSUER, Clock.fixed(now, ZoneOffset.UTC), skew, ED25519);
    }

    public static PassportClaims root() {
        return claims(List.of());
    }

    static PassportClaims delegated() {
        var operator = new OperatorId("op_1");
        return claims(List.of(
                new DelegationHop(new Jti("pp_root"), new AgentId("agt_root"), operator),
                new DelegationHop(new Jti("pp_parent"), new AgentId("agt_parent"), operator)));
    }

    private static PassportClaims claims(List<DelegationHop> chain) {
        return new PassportClaims(
                new Jti("pp_1"),
                new OperatorId("op_1"),
                new AgentId("agt_1"),
                "Übersetzer \"1\"",
                new MissionId("ms_1"),
                new SessionId("ses_1"),
                ISSUER,
                Validity.signedAt(NOW, NOW.plusSeconds(900)),
                AccountabilityMode.ENFORCED,
                new JsonArray(List.of(json("""
                        {"connection_id":"scon_1","service_id":"scon_1","service_name":"slack","provider":"slack",\
                        "scopes":["chat:write"],"credential_ref":"vault:scon_1",\
                        "constraints":[{"path":"body.amount","op":"lte","value":10.5}]}"""))),
                new JsonArray(List.of()),
                new StatedIntent("Summarise the week", List.of("slack"), true, Duration.ofSeconds(600)),
                Duration.ofSeconds(300),
                chain,
                null,
                null);
    }

    public static String token() {
        return PassportCodec.encode(root(), SIGNING_KEY);
    }

    /** Header and payload as they stand, well signed. */
    public static String signed(String header, String payload) {
        return signed(header, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** The payload of a signed text. */
    public static String payloadOf(String signed) {
        String part = signed.substring(signed.indexOf('.') + 1, signed.lastIndexOf('.'));
        return new String(Base64Url.decode(part).orElseThrow(), StandardCharsets.UTF_8);
    }

    static String signed(String header, byte[] payload) {
        String input = Base64Url.encode(header) + "." + Base64Url.encode(payload);
        return input + "." + Base64Url.encode(ED25519.sign(SEED, input.getBytes(StandardCharsets.US_ASCII)));
    }

    static String signed(String payload) {
        return signed(HEADER, payload);
    }

    /** The root's claims as text. */
    static String payload() {
        return root().toJson().toString();
    }

    static Map<String, JsonValue> members() {
        return root().toJson().members();
    }

    static JsonObject json(String text) {
        try {
            return (JsonObject) new StrictJson(StrictJson.Limits.BODY).parse(text);
        } catch (StrictJson.JsonRefused malformed) {
            throw new AssertionError(malformed);
        }
    }

    public static JsonString text(String text) {
        return new JsonString(text);
    }
}
