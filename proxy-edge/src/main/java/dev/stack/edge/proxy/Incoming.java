// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.json.Members;
import dev.stack.possession.SentProofs;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Presentation;
import java.util.List;

/**
 * A request to make a call, as the transport took it.
 *
 * @param passports values of the header {@code X-Passport-Token}
 * @param sent the proofs that whoever sends the passport has its key
 * @param operations values of {@code X-STACK-Authority-Request-Id}
 * @param keys values of {@code Idempotency-Key}
 * @param acceptsStream whether the caller asked for {@code text/event-stream}
 */
public record Incoming(
        Members body,
        List<String> passports,
        SentProofs sent,
        List<String> operations,
        List<String> keys,
        boolean acceptsStream,
        Caller caller) {

    public Incoming {
        passports = List.copyOf(passports);
        operations = List.copyOf(operations);
        keys = List.copyOf(keys);
    }

    /** The same, from a caller who has presented its passport. */
    Incoming presented(Presentation how) {
        return new Incoming(body, passports, sent, operations, keys, acceptsStream, caller.presenting(how));
    }

    /** The passport; a missing or a second one proves nothing. */
    String passport() {
        if (passports.size() != 1) {
            throw VerifiedTokens.refused("place");
        }
        return passports.getFirst();
    }
}
