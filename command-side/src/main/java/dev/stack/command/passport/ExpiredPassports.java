// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the lookup of passports as small as what can still happen: long expired ones are forgotten, bit by bit. */
@Component
@DutyOf(ProcessRole.COMMAND)
final class ExpiredPassports {

    /** Sessions are judged over all their passports, so they stay a while after nothing can be refreshed any more. */
    private static final Duration KEPT = Duration.ofHours(24);

    private static final int AT_ONCE = 1_000;
    private static final int ROUNDS_MAX = 100;

    private final PassportLookup lookup;
    private final PassportProperties properties;
    private final Clock clock;

    ExpiredPassports(PassportLookup lookup, PassportProperties properties, Clock clock) {
        this.lookup = lookup;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "10m", initialDelayString = "10m")
    void forget() {
        Instant before = clock.instant().minus(properties.refreshWindow()).minus(KEPT);
        for (int round = 0; round < ROUNDS_MAX && lookup.forgetExpired(before, AT_ONCE) == AT_ONCE; round++) {
            // Small statements, so that no append waits long for one.
        }
    }
}
