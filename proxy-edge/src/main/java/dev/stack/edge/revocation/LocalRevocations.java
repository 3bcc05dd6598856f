// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.revocation;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.revocation.RevocationSet;
import dev.stack.revocation.RevocationSet.Verdict;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.util.Map;

/** The revocations this edge knows of, and how long ago the log bore them out. Before it is filled it serves nobody. */
public final class LocalRevocations {

    private final RevocationSet set;
    private final long staleAfterNanos;
    private volatile long confirmedAt;

    public LocalRevocations(RevocationSet set, Duration maxStaleness) {
        this.set = set;
        this.staleAfterNanos = maxStaleness.toNanos();
    }

    /** What is known of a passport of that operator; takes no lock and asks nobody. */
    public Verdict look(OperatorId operator, Jti jti) {
        return set.look(operator, jti);
    }

    /** Whether the set is filled and the log bore it out not long ago. */
    public boolean isFresh() {
        return set.isFilled() && System.nanoTime() - confirmedAt <= staleAfterNanos;
    }

    /** Refuses with 503 {@code UNAVAILABLE}, part {@code revocation}, while nobody can tell what is revoked. */
    public void requireFresh() {
        if (!isFresh()) {
            throw new Refusal(
                    ErrorCode.UNAVAILABLE,
                    "This edge cannot tell which passports are revoked, so it accepts none. Try again.",
                    Map.of("part", new JsonString("revocation")));
        }
    }

    /** How long ago the log was read to its end; {@link Duration#ZERO} before the first time, see {@link #isFilled}. */
    public Duration staleness() {
        return isFilled() ? Duration.ofNanos(System.nanoTime() - confirmedAt) : Duration.ZERO;
    }

    public boolean isFilled() {
        return set.isFilled();
    }

    /** Number of the last entry of the log that is in the set. */
    public long applied() {
        return set.applied();
    }

    /** Passports and operators in the set. */
    public int size() {
        return set.size();
    }

    /** Calls {@code listener}, which must be quick, after each change; returns how to stop that. */
    public Runnable onChange(Runnable listener) {
        return set.onChange(listener);
    }

    RevocationSet set() {
        return set;
    }

    /** All that the log held at {@code asked}, of {@link System#nanoTime()}, is in the set. */
    void confirm(long asked) {
        confirmedAt = asked;
        set.forgetHeard(asked);
    }
}
