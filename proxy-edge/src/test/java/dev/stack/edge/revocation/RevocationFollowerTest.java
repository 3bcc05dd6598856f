// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.revocation.Revocation;
import dev.stack.revocation.Revocation.Kind;
import dev.stack.revocation.RevocationLog;
import dev.stack.revocation.RevocationSet;
import dev.stack.revocation.RevocationSet.Verdict;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An edge over a log that can be away, beside somebody who says what is not so. */
class RevocationFollowerTest {

    private static final OperatorId OPERATOR = new OperatorId("op_one");
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private final Log log = new Log();
    private final RevocationProperties settings =
            new RevocationProperties(null, Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(600));
    private final LocalRevocations revocations = new LocalRevocations(new RevocationSet(), settings.maxStaleness());
    private final RevocationFollower follower = new RevocationFollower(log, revocations, settings, true);

    @AfterEach
    void stop() {
        follower.close();
    }

    @Test
    void F08_nothing_is_served_before_the_first_snapshot() {
        log.away = true;
        log.revoke(1);
        follower.start();
        assertThatThrownBy(revocations::requireFresh)
                .isInstanceOf(Refusal.class)
                .satisfies(refused ->
                        assertThat(((Refusal) refused).details().get("part")).hasToString("\"revocation\""));
        log.away = false;
        await("the edge is open", revocations::isFresh);
        assertThat(look(1)).isEqualTo(Verdict.REVOKED);
    }

    @Test
    void F08_an_edge_whose_log_is_away_closes_though_heartbeats_come_and_opens_by_itself() {
        follower.start();
        revocations.requireFresh();
        log.away = true;
        long[] beats = new long[1];
        await("the edge is closed", () -> {
            follower.heartbeat(0, NOW.plusMillis(++beats[0]));
            return !revocations.isFresh();
        });
        log.revoke(1);
        log.away = false;
        await("the edge is open", revocations::isFresh);
        assertThat(look(1)).isEqualTo(Verdict.REVOKED);
    }

    @Test
    void F09_what_nobody_tells_of_is_found_in_the_log() {
        follower.start();
        log.revoke(1);
        follower.heartbeat(0, NOW);
        await("the log was read", () -> look(1) == Verdict.REVOKED);
    }

    @Test
    void F09_what_is_merely_said_refuses_and_is_forgotten_when_the_log_does_not_know_it() {
        follower.start();
        log.away = true;
        follower.entries(List.of(log.entry(1, Kind.PASSPORT, jti(1).value())));
        assertThat(look(1)).isEqualTo(Verdict.REVOKED);
        log.away = false;
        await("the log was asked", () -> look(1) == Verdict.LIVE);
        assertThat(revocations.applied()).isZero();
    }

    @Test
    void F09_a_thaw_that_is_merely_said_thaws_nobody() {
        log.add(Kind.FREEZE, OPERATOR.value());
        follower.start();
        follower.entries(List.of(log.entry(2, Kind.THAW, OPERATOR.value())));
        assertThat(look(1)).isEqualTo(Verdict.FROZEN);
        log.add(Kind.THAW, OPERATOR.value());
        follower.wake();
        await("the log thaws", () -> look(1) == Verdict.LIVE);
    }

    @Test
    void a_log_that_forgot_what_is_missing_is_taken_whole() {
        follower.start();
        log.revoke(1);
        log.revoke(2);
        log.forgotten = 1;
        follower.wake();
        await("the log was read", () -> look(2) == Verdict.REVOKED);
        assertThat(revocations.applied()).isEqualTo(2);
    }

    private Verdict look(int number) {
        return revocations.look(OPERATOR, jti(number));
    }

    private static Jti jti(int number) {
        return new Jti("pp_" + number);
    }

    private static void await(String what, BooleanSupplier happened) {
        long latest = System.nanoTime() + PATIENCE_NANOS;
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - latest > 0) {
                throw new AssertionError("did not happen in time: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** A log in memory. */
    private static final class Log implements RevocationLog {

        private final List<Revocation> entries = new CopyOnWriteArrayList<>();
        private volatile boolean away;
        private volatile int forgotten;

        void revoke(int number) {
            add(Kind.PASSPORT, jti(number).value());
        }

        void add(Kind kind, String subject) {
            entries.add(entry(entries.size() + 1, kind, subject));
        }

        Revocation entry(long seq, Kind kind, String subject) {
            return new Revocation(seq, kind, OPERATOR, subject, NOW, NOW.plusSeconds(100));
        }

        @Override
        public long head() {
            requireThere();
            return entries.size();
        }

        @Override
        public List<Revocation> after(long seq, int limit) {
            requireThere();
            return entries.stream()
                    .filter(entry -> entry.seq() > Math.max(seq, forgotten))
                    .limit(limit)
                    .toList();
        }

        @Override
        public Delta delta(long seq, int limit) {
            return new Delta(head(), NOW, after(seq, limit));
        }

        @Override
        public Standing standing() {
            return new Standing(head(), NOW, after(0, Integer.MAX_VALUE));
        }

        private void requireThere() {
            if (away) {
                throw new IllegalStateException("away");
            }
        }
    }
}
