// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;

/** Removes answers nobody may ask for any more, a bounded number at a time. */
@DutyOf(ProcessRole.COMMAND)
final class ExpiredAnswers {

    private static final int ROWS_MAX = 1_000;

    private final StoredAnswers answers;

    ExpiredAnswers(StoredAnswers answers) {
        this.answers = answers;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void sweep() {
        answers.sweep(ROWS_MAX);
    }
}
