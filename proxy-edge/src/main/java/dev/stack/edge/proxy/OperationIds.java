// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Optional;

/** Reads the caller's own name for a call. */
final class OperationIds {

    private static final int MIN = 22;
    private static final int MAX = 256;
    private static final int KEY_MAX = 255;

    private OperationIds() {}

    /** From {@code X-STACK-Authority-Request-Id}, else from {@code Idempotency-Key}. */
    static Optional<String> of(Incoming incoming) {
        Optional<String> id = one("X-STACK-Authority-Request-Id", incoming.operations());
        if (id.isPresent()) {
            return Optional.of(checked(id.get()));
        }
        Optional<String> key = one("Idempotency-Key", incoming.keys());
        key.ifPresent(OperationIds::checkKey);
        return key;
    }

    /** An operation id as the published clients make them. */
    static String checked(String id) {
        boolean good = id.length() >= MIN && id.length() <= MAX && id.chars().allMatch(OperationIds::isIdCharacter);
        if (!good) {
            throw Refusal.invalid("X-STACK-Authority-Request-Id must be " + MIN + " to " + MAX
                    + " characters of A-Z, a-z, 0-9, _ and -.");
        }
        return id;
    }

    private static void checkKey(String key) {
        boolean printable = key.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        if (key.isBlank() || key.length() > KEY_MAX || !printable) {
            throw Refusal.invalid("Idempotency-Key must be 1 to " + KEY_MAX + " printable ASCII characters.");
        }
    }

    private static Optional<String> one(String header, List<String> values) {
        if (values.size() > 1) {
            throw Refusal.invalid("The request has " + values.size() + " headers " + header + ". Send exactly one.");
        }
        return values.stream().findFirst();
    }

    private static boolean isIdCharacter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
