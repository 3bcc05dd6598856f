// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets people who went to a service and did not come back in time. */
@Component
@DutyOf(ProcessRole.COMMAND)
final class ExpiredAuthorizations {

    private final Authorizations authorizations;

    ExpiredAuthorizations(Authorizations authorizations) {
        this.authorizations = authorizations;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void forget() {
        authorizations.forgetExpired();
    }
}
