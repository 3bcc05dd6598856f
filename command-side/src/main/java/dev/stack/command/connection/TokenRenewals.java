// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Renews tokens ahead of their end, a few at a time, so that a call seldom waits for it. */
@Component
@DutyOf(ProcessRole.COMMAND)
class TokenRenewals {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRenewals.class);
    private static final Duration AHEAD = Duration.ofMinutes(2);
    private static final int AT_ONCE = 20;

    private final RefreshLeases leases;
    private final ConnectionAccesses accesses;
    private final ConnectionCredentials credentials;
    private final Clock clock;

    TokenRenewals(RefreshLeases leases, ConnectionAccesses accesses, ConnectionCredentials credentials, Clock clock) {
        this.leases = leases;
        this.accesses = accesses;
        this.credentials = credentials;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
    void renewDue() {
        for (RefreshLeases.Due due : leases.due(clock.instant().plus(AHEAD).atOffset(ZoneOffset.UTC), AT_ONCE)) {
            try {
                accesses.find(due.operator(), due.connection()).ifPresent(credentials::renewed);
            } catch (Refusal told) {
                LOG.debug("not renewed: {}", told.reason());
            } catch (RuntimeException defect) {
                LOG.error("the renewal of one connection's tokens failed", defect);
            }
        }
    }
}
