// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Few long reads at a time: each keeps a database connection and a snapshot for as long as its caller takes. */
@Component
final class LongReads {

    private static final int AT_ONCE = 4;

    private final Semaphore places = new Semaphore(AT_ONCE);

    <T> T one(Supplier<T> read) {
        if (!places.tryAcquire()) {
            throw new Refusal(
                    ErrorCode.RATE_LIMITED,
                    "At most " + AT_ONCE + " exports and verifications run at once; try again in a few seconds.");
        }
        try {
            return read.get();
        } finally {
            places.release();
        }
    }
}
