// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import dev.stack.command.passport.PassportProperties;
import dev.stack.revocation.Revocation;
import dev.stack.revocation.RevocationLog;
import dev.stack.status.StatusChange;
import dev.stack.status.StatusDelta;
import dev.stack.vault.signing.SigningKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes signed changes from the revocation log. A change says what holds when it is made, so it may be a little ahead of its
 * number, never behind; it names places in lists, no passport and no operator.
 */
@Component
final class Changes {

    /** Entries told in one change. */
    private static final int ENTRIES_MAX = 500;

    private static final int WITHDRAWN_MAX = 100;

    private final RevocationLog log;
    private final StoredStatuses statuses;
    private final SigningKeys keys;
    private final String issuer;
    private final Clock clock;

    Changes(RevocationLog log, StoredStatuses statuses, SigningKeys keys, PassportProperties properties, Clock clock) {
        this.log = log;
        this.statuses = statuses;
        this.keys = keys;
        this.issuer = properties.issuer().toString();
        this.clock = clock;
    }

    /** Number of the last entry of the log. */
    long head() {
        return log.head();
    }

    /** The key that signs now. */
    String kid() {
        return keys.current().kid();
    }

    /** The change that follows number {@code seq}; empty when nothing does. */
    Optional<ServerEvent> after(long seq) {
        List<Revocation> entries = log.after(seq, ENTRIES_MAX);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        long last = entries.getLast().seq();
        if (entries.getFirst().seq() != seq + 1) {
            return Optional.of(reset(last)); // what lies between is forgotten
        }
        Instant now = clock.instant();
        List<StatusChange> changes = statuses.about(entries, now, StatusDelta.CHANGES_MAX);
        if (changes.size() >= StatusDelta.CHANGES_MAX) {
            return Optional.of(reset(last));
        }
        return Optional.of(signed("delta", new StatusDelta(issuer, now, seq, last, false, changes, List.of())));
    }

    /** Says that {@code seq} is the newest number, and which keys are void. */
    ServerEvent heartbeat(long seq) {
        List<String> withdrawn = new ArrayList<>(keys.withdrawn());
        return signed(
                "heartbeat",
                new StatusDelta(
                        issuer,
                        clock.instant(),
                        seq,
                        seq,
                        false,
                        List.of(),
                        withdrawn.subList(Math.max(0, withdrawn.size() - WITHDRAWN_MAX), withdrawn.size())));
    }

    /** Says that lists must be fetched anew. */
    ServerEvent reset(long seq) {
        return signed("reset", StatusDelta.reset(issuer, clock.instant(), seq));
    }

    private ServerEvent signed(String name, StatusDelta delta) {
        return new ServerEvent(name, delta.previous(), delta.seq(), delta.sign(keys.current()));
    }
}
