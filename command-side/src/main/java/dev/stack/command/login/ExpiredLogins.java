// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets links and sign-ins that ran out; links a day later, so that a late use is still told from a made-up one. */
@Component
@DutyOf(ProcessRole.COMMAND)
final class ExpiredLogins {

    private static final Duration LATE = Duration.ofDays(1);

    private final MagicLinkRows links;
    private final Logins logins;
    private final Clock clock;

    ExpiredLogins(MagicLinkRows links, Logins logins, Clock clock) {
        this.links = links;
        this.logins = logins;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void forget() {
        links.forgetBefore(clock.instant().minus(LATE));
        logins.forgetBefore(clock.instant());
    }
}
