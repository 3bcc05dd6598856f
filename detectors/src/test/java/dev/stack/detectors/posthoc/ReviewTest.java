// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.posthoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stack.review.MissionFacts;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReviewTest {

    private static final Instant START = Instant.parse("2026-04-23T14:00:00Z");

    private final Review review = new Review();

    @Test
    void a_short_mission_that_kept_to_its_word_is_clean() {
        assertThat(review.review(facts(120, null, List.of("slack")))).isEmpty();
    }

    @Test
    void each_undeclared_service_is_one_warning() {
        assertThat(review.review(facts(120, null, List.of("slack", "github", "jira"))))
                .extracting(Flag::type, Flag::severity)
                .containsExactly(
                        tuple("undeclared_service", Severity.WARNING), tuple("undeclared_service", Severity.WARNING));
    }

    @Test
    void an_overrun_counts_from_one_and_a_half_times_and_is_critical_from_three() {
        assertThat(overrun(150, 100)).isEmpty();
        assertThat(overrun(151, 100)).contains(Severity.WARNING);
        assertThat(overrun(300, 100)).contains(Severity.WARNING);
        assertThat(overrun(301, 100)).contains(Severity.CRITICAL);
    }

    @Test
    void checkpoints_are_due_once_per_whole_interval() {
        assertThat(missing(299)).isEmpty();
        assertThat(missing(300)).contains(Severity.CRITICAL);
        assertThat(missing(599, 290)).isEmpty();
        assertThat(missing(600, 290)).contains(Severity.WARNING);
        assertThat(missing(600, 290, 580)).isEmpty();
    }

    @Test
    void a_gap_counts_when_it_is_longer_than_one_and_a_half_intervals() {
        assertThat(gap(450)).isEmpty();
        assertThat(gap(451)).contains(Severity.WARNING);
        assertThat(gap(800, 400)).isEmpty();
        assertThat(gap(900, 440)).contains(Severity.WARNING);
    }

    @Test
    void passing_work_on_is_a_warning_unless_it_was_declared() {
        assertThat(delegation(false, List.of())).isEmpty();
        assertThat(delegation(true, List.of("agt_other"))).isEmpty();
        assertThat(delegation(false, List.of("agt_other"))).contains(Severity.WARNING);
    }

    private Optional<Severity> delegation(boolean declared, List<String> delegatedTo) {
        return severity(
                "undeclared_delegation",
                new MissionFacts(
                        List.of("slack"),
                        List.of(),
                        declared,
                        delegatedTo,
                        Optional.empty(),
                        Duration.ofSeconds(300),
                        START,
                        List.of(),
                        START.plusSeconds(10)));
    }

    private Optional<Severity> overrun(long taken, long estimated) {
        return severity("duration_overrun", facts(taken, Duration.ofSeconds(estimated), List.of(), 100, 200));
    }

    private Optional<Severity> missing(long taken, long... checkpoints) {
        return severity("missing_checkpoints", facts(taken, null, List.of(), checkpoints));
    }

    private Optional<Severity> gap(long taken, long... checkpoints) {
        return severity("checkpoint_gap", facts(taken, null, List.of(), checkpoints));
    }

    private Optional<Severity> severity(String type, MissionFacts facts) {
        return review.review(facts).stream()
                .filter(flag -> flag.type().equals(type))
                .map(Flag::severity)
                .findFirst();
    }

    private static MissionFacts facts(
            long taken, @Nullable Duration estimated, List<String> used, long... checkpoints) {
        return new MissionFacts(
                List.of("slack"),
                used,
                false,
                List.of(),
                Optional.ofNullable(estimated),
                Duration.ofSeconds(300),
                START,
                Arrays.stream(checkpoints).mapToObj(START::plusSeconds).toList(),
                START.plusSeconds(taken));
    }
}
