// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the names callers gave their calls no longer than they may be asked for. */
@Component
@DutyOf(ProcessRole.COMMAND)
final class ExpiredOperations {

    private final Operations operations;

    ExpiredOperations(Operations operations) {
        this.operations = operations;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void forget() {
        operations.forgetExpired();
    }
}
