// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.Base64Url;
import dev.stack.passport.CompactJws;
import dev.stack.passport.SigningKey;
import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A status list as it is published: signed, with its age and the place it was read at (Token Status List, section 5.1).
 *
 * @param uri {@code sub}, equal to the {@code uri} in every passport it tells of
 * @param issuedAt {@code iat}, whole seconds on the wire
 * @param expiresAt {@code exp}: after this the list says nothing any more
 * @param ttl {@code ttl}: how long to keep it before asking for a newer one
 * @param seq {@code seq}, our own claim: the last {@link StatusDelta} that is already in it
 * @param list {@code status_list}
 */
public record StatusListToken(
        String uri, Instant issuedAt, Instant expiresAt, Duration ttl, long seq, StatusList list) {

    /** {@code Content-Type} of a published list. */
    public static final String MEDIA_TYPE = "application/statuslist+jwt";

    /** Longest text in characters: a list of 2^20 statuses of 2 bits in no order fits. */
    public static final int LENGTH_MAX = 512 << 10;

    static final CompactJws FORM = new CompactJws("statuslist+jwt", LENGTH_MAX, new Limits(LENGTH_MAX, 4, 20, 20));

    private static final int URI_MAX = 2_048;
    private static final Duration TTL_MAX = Duration.ofDays(1);

    /** The signed text. */
    public String sign(SigningKey key) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("sub", new JsonString(uri));
        members.put("iat", JsonNumber.of(issuedAt.getEpochSecond()));
        members.put("exp", JsonNumber.of(expiresAt.getEpochSecond()));
        members.put("ttl", JsonNumber.of(ttl.toSeconds()));
        members.put("seq", JsonNumber.of(seq));
        Map<String, JsonValue> packed = new LinkedHashMap<>();
        packed.put("bits", JsonNumber.of(list.bits()));
        packed.put("lst", new JsonString(Base64Url.encode(list.deflate())));
        members.put("status_list", new JsonObject(packed));
        return FORM.sign(new JsonObject(members), key);
    }

    /** Reads claims back; throws a {@link Refusal} naming the one that does not fit. */
    static StatusListToken read(JsonObject claims) {
        Members members = Members.of(claims);
        Members packed = Claims.required(members.object("status_list"), "status_list");
        byte[] zlib = Base64Url.decode(packed.requiredText("lst", LENGTH_MAX))
                .orElseThrow(() -> Refusal.invalid("lst is not base64url without padding."));
        return new StatusListToken(
                members.requiredText("sub", URI_MAX),
                Claims.instant(members, "iat"),
                Claims.instant(members, "exp"),
                Duration.ofSeconds(Claims.whole(members, "ttl", TTL_MAX.toSeconds())),
                Claims.whole(members, "seq"),
                StatusList.inflate((int) Claims.whole(packed, "bits", Byte.SIZE), zlib));
    }
}
