// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.MetaData;

/**
 * What makes a request the repeat of another.
 *
 * @param operator whose request it is; the same key of another operator is another key
 * @param route method and path pattern, such as {@code POST /v1/missions/start}
 * @param key the caller's own name for the request
 * @param request tells requests with the same key apart
 * @param status of the answer if the request succeeds
 */
public record IdempotencyKey(OperatorId operator, String route, String key, RequestDigest request, int status) {

    /** Characters of a key. */
    public static final int LENGTH_MAX = 255;

    private static final String PREFIX = "idempotency.";

    public IdempotencyKey {
        boolean printable = key.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        if (key.isBlank() || key.length() > LENGTH_MAX || !printable) {
            throw Refusal.invalid(
                    "An idempotency key must be 1 to " + LENGTH_MAX + " printable ASCII characters, not all blank.");
        }
    }

    /** As metadata of the command it travels with. */
    Map<String, String> toMetadata() {
        return Map.of(
                PREFIX + "operator", operator.value(),
                PREFIX + "route", route,
                PREFIX + "key", key,
                PREFIX + "request", request.hex(),
                PREFIX + "status", Integer.toString(status));
    }

    /** The key a command travels with, if any. */
    static Optional<IdempotencyKey> of(MetaData metadata) {
        if (!metadata.containsKey(PREFIX + "key")) {
            return Optional.empty();
        }
        return Optional.of(new IdempotencyKey(
                new OperatorId(text(metadata, "operator")),
                text(metadata, "route"),
                text(metadata, "key"),
                new RequestDigest(HexFormat.of().parseHex(text(metadata, "request"))),
                Integer.parseInt(text(metadata, "status"))));
    }

    private static String text(MetaData metadata, String name) {
        return String.valueOf(metadata.get(PREFIX + name));
    }
}
