// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.events.PassportEvent.DetectorFired;
import dev.stack.events.PassportEvent.PassportRevoked;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A signal that time alone will raise unless something happens before.
 *
 * @param signal the detector's word
 * @param due when it is raised
 */
record Deadline(String signal, Instant due, Severity severity, String message) {

    private static final String SILENCE = "checkpoint_silence";
    private static final String UNCHECKED = "unchecked_out_passport";
    private static final Duration LOGGED_GRACE = Duration.ofSeconds(5);
    private static final Duration CHECKOUT_GRACE = Duration.ofSeconds(60);

    /** What may still be raised for a passport as it stands. */
    static List<Deadline> of(Passport passport) {
        List<Deadline> open = new ArrayList<>();
        boolean over = passport.terms().accountability() == AccountabilityMode.STANDARD
                || passport.checkout().isPresent()
                || passport.superseding().isPresent();
        if (over) {
            return open;
        }
        if (!passport.hasFired(SILENCE) && passport.revocation().isEmpty()) {
            silence(passport, open);
        }
        if (!passport.hasFired(UNCHECKED)) {
            open.add(unchecked(passport));
        }
        return open;
    }

    /** Enforced: the leash has no grace. Logged: one interval and five seconds, while the passport lives. */
    private static void silence(Passport passport, List<Deadline> open) {
        String message = "No checkpoint arrived within " + passport.interval().toSeconds() + " seconds.";
        if (passport.terms().accountability() == AccountabilityMode.ENFORCED) {
            if (passport.missedCheckpoint()) {
                open.add(new Deadline(SILENCE, passport.expiresAt(), Severity.WARNING, message));
            }
            return;
        }
        Instant due = passport.lastSign().plus(passport.interval()).plus(LOGGED_GRACE);
        if (due.isBefore(passport.expiresAt())) {
            open.add(new Deadline(SILENCE, due, Severity.WARNING, message));
        }
    }

    private static Deadline unchecked(Passport passport) {
        Instant end = passport.revocation().map(PassportRevoked::at).orElse(passport.expiresAt());
        Severity severity =
                passport.terms().accountability() == AccountabilityMode.ENFORCED ? Severity.WARNING : Severity.INFO;
        return new Deadline(UNCHECKED, end.plus(CHECKOUT_GRACE), severity, "The passport ended without a checkout.");
    }

    DetectorFired fired(Passport passport, Instant now) {
        return new DetectorFired(
                passport.operator(),
                passport.jti(),
                passport.agent(),
                passport.mission(),
                signal,
                severity,
                message,
                new JsonObject(Map.of()),
                now);
    }
}
