// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.CompactJws;
import dev.stack.passport.PublicKeys;
import dev.stack.passport.SigningKey;
import dev.stack.vocabulary.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed in the status lists after {@code previous} and up to {@code seq}. Without a change, {@code previous} and
 * {@code seq} are equal: a heartbeat, which says that nothing was missed.
 *
 * @param issuer {@code iss}, the same as in passports
 * @param issuedAt {@code iat}, whole seconds on the wire
 * @param previous the number these changes follow; who is at another one fetches the lists anew
 * @param seq the number reached with them
 * @param reset {@code true}: what changed is not told, fetch every list anew
 * @param changes the passports' new statuses, at most {@link #CHANGES_MAX}
 * @param withdrawn keys, by {@code kid}, that are trusted no more: fetch the key set anew
 */
public record StatusDelta(
        String issuer,
        Instant issuedAt,
        long previous,
        long seq,
        boolean reset,
        List<StatusChange> changes,
        List<String> withdrawn) {

    /** Most changes in one text; more are told by a reset. */
    public static final int CHANGES_MAX = 2_000;

    /** Longest text in characters. */
    public static final int LENGTH_MAX = 256 << 10;

    static final CompactJws FORM =
            new CompactJws("statusdelta+jwt", LENGTH_MAX, new Limits(LENGTH_MAX, 4, 5 * CHANGES_MAX, 20));

    private static final int ISSUER_MAX = 2_048;
    private static final int WITHDRAWN_MAX = 100;

    public StatusDelta {
        changes = List.copyOf(changes);
        withdrawn = List.copyOf(withdrawn);
        if (previous < 0 || seq < previous) {
            throw Refusal.invalid("A change is numbered from 0 on and follows a smaller number.");
        }
        if (changes.size() > CHANGES_MAX) {
            throw Refusal.invalid("At most " + CHANGES_MAX + " changes are told at once.");
        }
    }

    /** Says only that {@code seq} is the newest number. */
    public static StatusDelta heartbeat(String issuer, Instant at, long seq) {
        return new StatusDelta(issuer, at, seq, seq, false, List.of(), List.of());
    }

    /** Says that every list must be fetched anew; it will be at {@code seq} or later. */
    public static StatusDelta reset(String issuer, Instant at, long seq) {
        return new StatusDelta(issuer, at, seq, seq, true, List.of(), List.of());
    }

    /** The signed text. */
    public String sign(SigningKey key) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("iss", new JsonString(issuer));
        members.put("iat", JsonNumber.of(issuedAt.getEpochSecond()));
        members.put("previous", JsonNumber.of(previous));
        members.put("seq", JsonNumber.of(seq));
        if (reset) {
            members.put("reset", new JsonBoolean(true));
        }
        List<JsonValue> items = new ArrayList<>();
        changes.forEach(change -> items.add(json(change)));
        members.put("changes", new JsonArray(items));
        if (!withdrawn.isEmpty()) {
            members.put(
                    "withdrawn",
                    new JsonArray(
                            withdrawn.stream().<JsonValue>map(JsonString::new).toList()));
        }
        return FORM.sign(new JsonObject(members), key);
    }

    private static JsonObject json(StatusChange change) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("list", JsonNumber.of(change.list()));
        members.put("idx", JsonNumber.of(change.index()));
        members.put("status", JsonNumber.of(change.status().wire()));
        return new JsonObject(members);
    }

    /** Reads claims back; throws a {@link Refusal} naming the one that does not fit. */
    static StatusDelta read(JsonObject claims) {
        Members members = Members.of(claims);
        return new StatusDelta(
                members.requiredText("iss", ISSUER_MAX),
                Claims.instant(members, "iat"),
                Claims.whole(members, "previous"),
                Claims.whole(members, "seq"),
                members.bool("reset").orElse(false),
                Claims.required(members.objects("changes", CHANGES_MAX), "changes").stream()
                        .map(StatusDelta::change)
                        .toList(),
                members.texts("withdrawn", WITHDRAWN_MAX, PublicKeys.KID_LENGTH_MAX)
                        .orElse(List.of()));
    }

    private static StatusChange change(Members change) {
        return new StatusChange(
                (int) Claims.whole(change, "list", Integer.MAX_VALUE),
                (int) Claims.whole(change, "idx", Integer.MAX_VALUE),
                Status.of((int) Claims.whole(change, "status", Integer.MAX_VALUE)));
    }
}
