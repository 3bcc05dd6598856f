// SPDX-License-Identifier: Apache-2.0
package dev.stack.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.revocation.Revocation.Kind;
import dev.stack.revocation.RevocationLog.Standing;
import dev.stack.revocation.RevocationSet.Verdict;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The set over random logs, cut, repeated and lost in random ways. */
final class RevocationSetLaws {

    private static final long SEED = Long.getLong("stack.test.seed", 20_261_121L);
    private static final Instant BEGIN = Instant.parse("2026-11-21T00:00:00Z");
    private static final OperatorId OPERATOR = new OperatorId("op_one");
    private static final OperatorId OTHER = new OperatorId("op_two");
    private static final int PASSPORTS = 20;

    private final Random random = new Random(SEED);

    @Test
    void an_empty_set_knows_that_it_is_empty() {
        var set = new RevocationSet();
        assertThat(set.isFilled()).isFalse();
        assertThat(set.apply(List.of(passport(1, 1)))).isFalse();
        set.fill(standing(0));
        assertThat(set.isFilled()).isTrue();
        assertThat(set.applied()).isZero();
    }

    @Test
    void however_the_log_is_cut_and_repeated_the_set_ends_as_the_log_does() {
        for (int run = 0; run < 500; run++) {
            List<Revocation> log = log(60);
            var set = new RevocationSet();
            int from = random.nextInt(log.size());
            set.fill(at(log, from));
            while (set.applied() < log.size()) {
                int begin = random.nextInt((int) set.applied() + 1);
                int end = begin + random.nextInt(log.size() - begin) + 1;
                assertThat(set.apply(log.subList(begin, end)))
                        .as("seed %d", SEED)
                        .isTrue();
            }
            assertSame(set, log);
        }
    }

    @Test
    void nothing_after_a_missing_entry_is_applied() {
        for (int run = 0; run < 500; run++) {
            List<Revocation> log = log(40);
            int missing = random.nextInt(log.size() - 1);
            var set = new RevocationSet();
            set.fill(standing(0));
            set.apply(log.subList(0, missing));
            assertThat(set.apply(log.subList(missing + 1, log.size())))
                    .as("seed %d", SEED)
                    .isFalse();
            assertThat(set.applied()).isEqualTo(missing);
            assertSame(set, log.subList(0, missing));
        }
    }

    @Test
    void what_was_dead_stays_dead_whatever_a_later_snapshot_says() {
        var set = new RevocationSet();
        set.fill(standing(0));
        set.apply(List.of(passport(1, 7)));
        set.fill(standing(0));
        assertThat(set.look(OPERATOR, jti(7))).isEqualTo(Verdict.REVOKED);
        assertThat(set.applied()).isZero();
    }

    @Test
    void a_snapshot_without_the_freeze_thaws() {
        var set = new RevocationSet();
        set.fill(standing(0));
        set.apply(List.of(operator(1, Kind.FREEZE)));
        assertThat(set.look(OPERATOR, jti(1))).isEqualTo(Verdict.FROZEN);
        assertThat(set.look(OTHER, jti(1))).isEqualTo(Verdict.LIVE);
        set.fill(standing(2));
        assertThat(set.look(OPERATOR, jti(1))).isEqualTo(Verdict.LIVE);
    }

    @Test
    void it_holds_no_more_than_what_lives() {
        var set = new RevocationSet();
        set.fill(standing(0));
        set.apply(log(200));
        set.forget(BEGIN.plusSeconds(99));
        assertThat(set.size()).isPositive();
        set.forget(BEGIN.plusSeconds(100));
        assertThat(set.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void what_is_heard_only_refuses_and_only_until_the_log_was_asked() {
        var set = new RevocationSet();
        set.fill(standing(0));
        set.apply(List.of(operator(1, Kind.FREEZE)));
        set.hear(List.of(operator(2, Kind.THAW), passport(3, 3)), 10);
        assertThat(set.look(OPERATOR, jti(1))).isEqualTo(Verdict.FROZEN);
        assertThat(set.look(OTHER, jti(3))).isEqualTo(Verdict.REVOKED);
        assertThat(set.applied()).isEqualTo(1);
        set.forgetHeard(10);
        assertThat(set.look(OTHER, jti(3))).isEqualTo(Verdict.REVOKED);
        set.forgetHeard(11);
        assertThat(set.look(OTHER, jti(3))).isEqualTo(Verdict.LIVE);
    }

    @Test
    void what_is_heard_is_bounded() {
        var set = new RevocationSet();
        set.fill(standing(0));
        for (int i = 1; i <= RevocationSet.HEARD_MAX + 5; i++) {
            set.hear(List.of(passport(i, i)), 1);
        }
        assertThat(set.size()).isEqualTo(RevocationSet.HEARD_MAX);
    }

    @Test
    void listeners_hear_of_changes_until_they_stop() {
        var set = new RevocationSet();
        var heard = new AtomicInteger();
        set.fill(standing(0));
        Runnable stop = set.onChange(heard::incrementAndGet);
        set.apply(List.of(passport(1, 1)));
        set.apply(List.of(passport(1, 1)));
        stop.run();
        set.apply(List.of(passport(2, 2)));
        assertThat(heard).hasValue(1);
    }

    /** A log that revokes some passports again and freezes and thaws one operator. */
    private List<Revocation> log(int entries) {
        List<Revocation> log = new ArrayList<>();
        for (int seq = 1; seq <= entries; seq++) {
            log.add(
                    switch (random.nextInt(5)) {
                        case 0 -> operator(seq, Kind.FREEZE);
                        case 1 -> operator(seq, Kind.THAW);
                        default -> passport(seq, random.nextInt(PASSPORTS));
                    });
        }
        return log;
    }

    private static void assertSame(RevocationSet set, List<Revocation> log) {
        Set<String> dead = new HashSet<>();
        boolean frozen = false;
        for (Revocation entry : log) {
            switch (entry.kind()) {
                case PASSPORT -> dead.add(entry.subject());
                case FREEZE -> frozen = true;
                case THAW -> frozen = false;
            }
        }
        for (int i = 0; i < PASSPORTS; i++) {
            Verdict expected = dead.contains(jti(i).value()) ? Verdict.REVOKED : frozen ? Verdict.FROZEN : Verdict.LIVE;
            assertThat(set.look(OPERATOR, jti(i))).as("seed %d", SEED).isEqualTo(expected);
        }
    }

    private static Standing at(List<Revocation> log, int entries) {
        var seen = new RevocationSet();
        seen.fill(standing(0));
        seen.apply(log.subList(0, entries));
        List<Revocation> standing = new ArrayList<>();
        for (int i = 0; i < PASSPORTS; i++) {
            if (seen.look(OTHER, jti(i)) == Verdict.REVOKED) {
                standing.add(passport(entries, i));
            }
        }
        if (seen.look(OPERATOR, jti(PASSPORTS)) == Verdict.FROZEN) {
            standing.add(operator(0, Kind.FREEZE));
        }
        return new Standing(entries, BEGIN, standing);
    }

    private static Standing standing(long head) {
        return new Standing(head, BEGIN, List.of());
    }

    private static Revocation passport(long seq, int number) {
        return new Revocation(seq, Kind.PASSPORT, OPERATOR, jti(number).value(), BEGIN, BEGIN.plusSeconds(100));
    }

    private static Revocation operator(long seq, Kind kind) {
        return new Revocation(seq, kind, OPERATOR, OPERATOR.value(), BEGIN, Instant.MAX);
    }

    private static Jti jti(int number) {
        return new Jti("pp_" + number);
    }
}
