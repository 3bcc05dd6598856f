// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.json.Members;
import dev.stack.vocabulary.Caller;
import java.util.List;

/**
 * A request to make a call, as the transport took it.
 *
 * @param passports values of the header {@code X-Passport-Token}
 * @param operations values of {@code X-STACK-Authority-Request-Id}
 * @param keys values of {@code Idempotency-Key}
 * @param acceptsStream whether the caller asked for {@code text/event-stream}
 */
public record Incoming(
        Members body,
        List<String> passports,
        List<String> operations,
        List<String> keys,
        boolean acceptsStream,
        Caller caller) {

    public Incoming {
        passports = List.copyOf(passports);
        operations = List.copyOf(operations);
        keys = List.copyOf(keys);
    }

    /** The passport; a missing or a second one proves nothing. */
    String passport() {
        if (passports.size() != 1) {
            throw VerifiedTokens.refused("place");
        }
        return passports.getFirst();
    }
}
