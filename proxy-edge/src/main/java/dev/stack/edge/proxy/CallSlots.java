// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many calls of one passport run at once in this process. Holds an entry only while there are any. */
final class CallSlots {

    /** Calls at once per passport. */
    static final int MAX = 16;

    private final Map<Jti, Integer> running = new ConcurrentHashMap<>();

    /** A place among the running calls, until it is closed. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    Slot enter(Jti jti) {
        int calls = running.merge(jti, 1, Integer::sum);
        if (calls > MAX) {
            leave(jti);
            throw new Refusal(
                    ErrorCode.RATE_LIMITED,
                    "Passport " + jti + " has " + MAX + " calls under way, the most at once. Wait for one to end.",
                    Map.of("retry_after_seconds", JsonNumber.of(1)));
        }
        return () -> leave(jti);
    }

    private void leave(Jti jti) {
        running.computeIfPresent(jti, (_, calls) -> calls == 1 ? null : calls - 1);
    }

    int passports() {
        return running.size();
    }
}
