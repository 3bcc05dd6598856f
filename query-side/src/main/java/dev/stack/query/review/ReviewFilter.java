// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.review;

import dev.stack.vocabulary.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which part of the queue is asked for. */
enum ReviewFilter {
    /** What waits for a decision; a clean checkout waits for none. */
    UNDECIDED("c.decided_at is null and c.status in ('flagged', 'blocked')"),
    FLAGGED("c.decided_at is null and c.status = 'flagged'"),
    BLOCKED("c.decided_at is null and c.status = 'blocked'"),
    CLEAN("c.decided_at is null and c.status = 'clean'"),
    APPROVED("c.approved"),
    REJECTED("not c.approved"),
    ALL("true");

    private final String condition;

    ReviewFilter(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }

    static ReviewFilter read(String text) {
        return Arrays.stream(values())
                .filter(filter -> filter.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("status must be one of: "
                        + Arrays.stream(values()).map(ReviewFilter::wire).collect(Collectors.joining(", ")) + "."));
    }

    private String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
