// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import static dev.stack.command.passport.PassportFacts.AGENT;
import static dev.stack.command.passport.PassportFacts.CHECKPOINT;
import static dev.stack.command.passport.PassportFacts.HOUR_LATER;
import static dev.stack.command.passport.PassportFacts.INTERVAL;
import static dev.stack.command.passport.PassportFacts.MISSION;
import static dev.stack.command.passport.PassportFacts.NEXT;
import static dev.stack.command.passport.PassportFacts.NOON;
import static dev.stack.command.passport.PassportFacts.OPERATOR;
import static dev.stack.command.passport.PassportFacts.at;
import static dev.stack.command.passport.PassportFacts.checkedOut;
import static dev.stack.command.passport.PassportFacts.decided;
import static dev.stack.command.passport.PassportFacts.issued;
import static dev.stack.command.passport.PassportFacts.report;
import static dev.stack.command.passport.PassportFacts.reported;
import static dev.stack.command.passport.PassportFacts.reporting;
import static dev.stack.command.passport.PassportFacts.reviewDecided;
import static dev.stack.command.passport.PassportFacts.revoked;
import static dev.stack.command.passport.PassportFacts.stray;
import static dev.stack.command.passport.PassportFacts.superseded;
import static dev.stack.vocabulary.AccountabilityMode.ENFORCED;
import static dev.stack.vocabulary.AccountabilityMode.LOGGED;
import static dev.stack.vocabulary.AccountabilityMode.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.Refused;
import dev.stack.command.passport.PassportFacts.Ask;
import dev.stack.events.PassportEvent.PassportCheckedOut;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.ReviewStatus;
import dev.stack.vocabulary.RevocationType;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.CustomTypeSafeMatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PassportTest {

    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Instant LEASH = NOON.plusSeconds(INTERVAL);

    // Checkpoints: contract 4.4 and 12.1

    @Test
    void an_enforced_report_moves_the_expiry_to_one_interval_after_it() {
        Instant now = NOON.plusSeconds(120);
        at(now).given(issued(ENFORCED))
                .when(reporting(report("slack"), now))
                .expectEvents(reported(now, now.plusSeconds(INTERVAL)))
                .expectResultMessagePayloadMatching(answer(given -> {
                    assertThat(given.accepted()).isTrue();
                    assertThat(given.newExpiresAt()).isEqualTo(now.plusSeconds(INTERVAL));
                    assertThat(given.expiresAt()).isEqualTo(now.plusSeconds(INTERVAL));
                    assertThat(given.nextCheckpointDueAt()).isEqualTo(now.plusSeconds(INTERVAL));
                    assertThat(given.token()).isNotNull();
                }));
    }

    @Test
    void a_report_never_moves_the_expiry_past_the_end_of_the_mission() {
        Instant now = NOON.plusSeconds(120);
        for (long end : new long[] {301, 419, 420}) {
            Instant missionEnd = NOON.plusSeconds(end);
            at(now).given(issued(ENFORCED, INTERVAL, missionEnd))
                    .when(reporting(report("slack"), now))
                    .expectEvents(reported(now, missionEnd));
        }
        at(now).given(issued(ENFORCED, INTERVAL, NOON.plusSeconds(421)))
                .when(reporting(report("slack"), now))
                .expectEvents(reported(now, NOON.plusSeconds(420)));
    }

    @Test
    void at_the_end_of_the_mission_nothing_moves_any_more() {
        Instant missionEnd = NOON.plusSeconds(400);
        Instant now = NOON.plusSeconds(200);
        at(now).given(issued(ENFORCED, INTERVAL, missionEnd), reported(NOON.plusSeconds(120), missionEnd))
                .when(reporting(report("slack"), now))
                .expectEvents(reported(now, null));
    }

    @Test
    void a_logged_report_is_recorded_and_moves_nothing() {
        Instant now = NOON.plusSeconds(120);
        at(now).given(issued(LOGGED))
                .when(reporting(report("slack"), now))
                .expectEvents(reported(now, null))
                .expectResultMessagePayloadMatching(answer(given -> {
                    assertThat(given.accepted()).isTrue();
                    assertThat(given.newExpiresAt()).isNull();
                    assertThat(given.expiresAt()).isEqualTo(NOON.plusSeconds(PassportFacts.TTL));
                    assertThat(given.nextCheckpointDueAt()).isEqualTo(now.plusSeconds(INTERVAL));
                }));
    }

    @Test
    void a_standard_passport_takes_no_report() {
        at(NOON).given(issued(STANDARD))
                .when(reporting(report("slack"), NOON))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.CHECKPOINT_NOT_AVAILABLE, "standard mode"));
    }

    @Test
    void a_report_is_taken_until_the_expiry_and_not_at_it() {
        Instant last = LEASH.minusNanos(1_000);
        at(last).given(issued(ENFORCED))
                .when(reporting(report("slack"), last))
                .expectEvents(reported(last, last.plusSeconds(INTERVAL)));
        at(LEASH)
                .given(issued(ENFORCED))
                .when(reporting(report("slack"), LEASH))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.PASSPORT_EXPIRED, "expired at " + LEASH));
    }

    @Test
    void a_report_of_a_revoked_or_checked_out_passport_is_refused() {
        at(NOON).given(issued(ENFORCED), revoked(RevocationType.SINGLE, "off script", NOON))
                .when(reporting(report("slack"), NOON))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.PASSPORT_REVOKED, "(off script)"));
        at(NOON).given(issued(ENFORCED), checkedOut(true, NOON))
                .when(reporting(report("slack"), NOON))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.ALREADY_CHECKED_OUT, "checked out already"));
    }

    // Services outside the intent

    @ParameterizedTest
    @EnumSource(
            value = AccountabilityMode.class,
            names = {"ENFORCED", "LOGGED"})
    void a_granted_service_that_was_not_declared_is_a_warning_and_the_work_goes_on(AccountabilityMode mode) {
        var flag = new Flag(
                "undeclared_service", Severity.WARNING, "Service github was used but not declared in the intent.");
        at(NOON).given(issued(mode))
                .when(reporting(report("slack", "github"), NOON))
                .expectEvents(
                        reported(NOON, null, report("slack", "github"), List.of(flag)),
                        stray("github", "undeclared", Severity.WARNING, flag.message(), NOON))
                .expectResultMessagePayloadMatching(answer(given -> {
                    assertThat(given.accepted()).isTrue();
                    assertThat(given.flags()).containsExactly(flag);
                }));
    }

    @Test
    void a_service_neither_declared_nor_granted_ends_an_enforced_passport() {
        Instant now = NOON.plusSeconds(60);
        Flag flag = ungranted(Severity.CRITICAL);
        at(now).given(issued(ENFORCED))
                .when(reporting(report("slack", "stripe"), now))
                .expectEvents(
                        reported(now, null, report("slack", "stripe"), List.of(flag)),
                        stray("stripe", "ungranted", Severity.CRITICAL, flag.message(), now),
                        revoked(
                                RevocationType.SINGLE,
                                "credential_outside_scope_fire: stripe is neither declared nor granted",
                                now))
                .expectResultMessagePayloadMatching(answer(given -> {
                    assertThat(given.accepted()).isFalse();
                    assertThat(given.token()).isNull();
                    assertThat(given.nextCheckpointDueAt()).isNull();
                    assertThat(given.flags()).containsExactly(flag);
                }));
    }

    @Test
    void in_logged_mode_it_is_a_warning() {
        Flag flag = ungranted(Severity.WARNING);
        at(NOON).given(issued(LOGGED))
                .when(reporting(report("stripe"), NOON))
                .expectEvents(
                        reported(NOON, null, report("stripe"), List.of(flag)),
                        stray("stripe", "ungranted", Severity.WARNING, flag.message(), NOON));
    }

    @Test
    void each_service_is_noticed_once() {
        Instant now = NOON.plusSeconds(60);
        at(now).given(
                        issued(LOGGED),
                        reported(NOON, null, report("stripe"), List.of(ungranted(Severity.WARNING))),
                        stray(
                                "stripe",
                                "ungranted",
                                Severity.WARNING,
                                ungranted(Severity.WARNING).message(),
                                NOON))
                .when(reporting(report("slack", "stripe"), now))
                .expectEvents(reported(now, null, report("slack", "stripe"), List.of()));
        at(now).given(issued(LOGGED))
                .when(reporting(report("stripe", "stripe"), now))
                .expectEvents(
                        reported(now, null, report("stripe", "stripe"), List.of(ungranted(Severity.WARNING))),
                        stray(
                                "stripe",
                                "ungranted",
                                Severity.WARNING,
                                ungranted(Severity.WARNING).message(),
                                now));
    }

    // Ends

    @Test
    void revoking_ends_it() {
        at(NOON).given(issued(ENFORCED))
                .when(Ask.of(passport -> passport.revoke(RevocationType.SINGLE, "off script", NOON)))
                .expectEvents(revoked(RevocationType.SINGLE, "off script", NOON))
                .expectResultMessagePayload(true);
    }

    @Test
    void revoking_twice_changes_nothing() {
        at(NOON).given(issued(ENFORCED), revoked(RevocationType.SINGLE, "off script", NOON))
                .when(Ask.of(passport -> passport.revoke(RevocationType.BULK_AGENT, "again", NOON)))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void a_superseded_passport_works_until_the_overlap_ends_and_then_names_its_successor() {
        Instant until = NOON.plusSeconds(10);
        live(until.minusNanos(1_000)).expectSuccessfulHandlerExecution();
        live(until).expectException(Refused.with(ErrorCode.PASSPORT_REVOKED, "use its successor " + NEXT));
        live(until.plusSeconds(1)).expectException(Refused.with(ErrorCode.PASSPORT_REVOKED, "use its successor"));
    }

    @Test
    void a_sibling_does_not_prolong_the_overlap() {
        Instant until = NOON.plusSeconds(10);
        at(NOON).given(issued(ENFORCED), superseded(until))
                .when(deciding(passport -> passport.supersede(NEXT, until.plusSeconds(5))))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        at(NOON).given(issued(ENFORCED))
                .when(deciding(passport -> passport.supersede(NEXT, until)))
                .expectEvents(superseded(until));
    }

    @Test
    void it_is_missing_for_other_operators() {
        var stranger = new Caller(new OperatorId("op_2"), Role.OPERATOR, "op_2");
        at(NOON).given(issued(ENFORCED))
                .when(Ask.of(passport -> passport.isOwnedBy(stranger)))
                .expectResultMessagePayload(false);
        at(NOON).given(issued(ENFORCED))
                .when(Ask.of(passport -> passport.isOwnedBy(PassportFacts.CALLER)))
                .expectResultMessagePayload(true);
    }

    // The operator's word

    @Test
    void an_approved_checkpoint_is_recorded_and_no_more() {
        at(NOON).given(issued(ENFORCED), reported(NOON, null))
                .when(deciding(passport -> passport.decideCheckpoint(CHECKPOINT, true, "noted", NOON)))
                .expectEvents(decided(true, NOON));
    }

    @Test
    void a_rejected_checkpoint_ends_the_passport() {
        at(NOON).given(issued(ENFORCED), reported(NOON, null))
                .when(deciding(passport -> passport.decideCheckpoint(CHECKPOINT, false, "noted", NOON)))
                .expectEvents(decided(false, NOON), revoked(RevocationType.SINGLE, "checkpoint_rejected", NOON));
    }

    @Test
    void a_rejection_ends_nothing_that_is_over_already() {
        at(NOON).given(issued(ENFORCED), reported(NOON, null), revoked(RevocationType.SINGLE, null, NOON))
                .when(deciding(passport -> passport.decideCheckpoint(CHECKPOINT, false, "noted", NOON)))
                .expectEvents(decided(false, NOON));
    }

    @Test
    void only_a_checkpoint_that_is_there_and_open_can_be_decided() {
        at(NOON).given(issued(ENFORCED), reported(NOON, null))
                .when(deciding(passport -> passport.decideCheckpoint(new CheckpointId("chk_2"), true, null, NOON)))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.NOT_FOUND, "chk_2"));
        at(NOON).given(issued(ENFORCED), reported(NOON, null), decided(true, NOON))
                .when(deciding(passport -> passport.decideCheckpoint(CHECKPOINT, false, null, NOON)))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.NOT_FOUND, "Undecided checkpoint"));
    }

    @Test
    void a_review_is_decided_once() {
        at(NOON).given(issued(ENFORCED), checkedOut(true, NOON))
                .when(deciding(passport -> passport.decideReview(true, false, "noted", "op_1", NOON)))
                .expectEvents(reviewDecided(true, NOON));
        at(NOON).given(issued(ENFORCED), checkedOut(true, NOON), reviewDecided(true, NOON))
                .when(deciding(passport -> passport.decideReview(false, false, "noted", "op_1", NOON)))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.CONFLICT, "decided already"));
    }

    @Test
    void without_a_reviewed_checkout_there_is_no_review() {
        at(NOON).given(issued(ENFORCED))
                .when(deciding(passport -> passport.decideReview(true, false, null, "op_1", NOON)))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.NOT_FOUND, "Review cout_1"));
        at(NOON).given(issued(STANDARD), checkedOut(false, NOON))
                .when(deciding(passport -> passport.decideReview(true, false, null, "op_1", NOON)))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.NOT_FOUND, "Review cout_1"));
    }

    // Checkout and refresh

    @ParameterizedTest
    @EnumSource(AccountabilityMode.class)
    void a_checkout_is_reviewed_in_every_mode_but_standard(AccountabilityMode mode) {
        at(NOON).given(issued(mode))
                .when(Ask.of(passport -> passport.checkOut(report("slack"), List.of(), ReviewStatus.CLEAN, NOON)))
                .expectEvents(new PassportCheckedOut(
                        OPERATOR,
                        PassportFacts.JTI,
                        AGENT,
                        MISSION,
                        new CheckoutId("cout_1"),
                        report("slack"),
                        List.of(),
                        ReviewStatus.CLEAN,
                        mode != STANDARD,
                        NOON));
    }

    @Test
    void an_expired_passport_can_be_checked_out_until_its_window_ends() {
        Instant latest = LEASH.plus(WINDOW);
        at(latest)
                .given(issued(ENFORCED))
                .when(deciding(passport -> passport.requireCheckoutTaken(latest, WINDOW)))
                .expectSuccessfulHandlerExecution();
        Instant late = latest.plusNanos(1_000);
        at(late).given(issued(ENFORCED))
                .when(deciding(passport -> passport.requireCheckoutTaken(late, WINDOW)))
                .expectException(Refused.with(ErrorCode.PASSPORT_EXPIRED, "too late"));
    }

    @Test
    void a_checkout_is_final_where_it_is_reviewed() {
        at(NOON).given(issued(LOGGED), checkedOut(true, NOON))
                .when(deciding(passport -> passport.requireCheckoutTaken(NOON, WINDOW)))
                .expectException(Refused.with(ErrorCode.ALREADY_CHECKED_OUT, "checked out already"));
        at(NOON).given(issued(STANDARD), checkedOut(false, NOON))
                .when(deciding(passport -> passport.requireCheckoutTaken(NOON, WINDOW)))
                .expectSuccessfulHandlerExecution();
        at(NOON).given(issued(LOGGED), revoked(RevocationType.BULK_AGENT, "Agent suspended", NOON))
                .when(deciding(passport -> passport.requireCheckoutTaken(NOON, WINDOW)))
                .expectException(Refused.with(ErrorCode.PASSPORT_REVOKED, "Agent suspended"));
    }

    @Test
    void a_passport_can_be_refreshed_until_its_window_ends() {
        Instant latest = NOON.plusSeconds(PassportFacts.TTL).plus(WINDOW);
        refreshing(latest, LOGGED).expectSuccessfulHandlerExecution();
        refreshing(latest.plusNanos(1_000), LOGGED)
                .expectException(Refused.with(ErrorCode.PASSPORT_EXPIRED, "refresh window"));
    }

    @Test
    void an_enforced_passport_that_missed_a_checkpoint_cannot_be_refreshed() {
        refreshing(LEASH.minusNanos(1_000), ENFORCED).expectSuccessfulHandlerExecution();
        refreshing(LEASH, ENFORCED).expectException(Refused.with(ErrorCode.PASSPORT_EXPIRED, "was missed"));
    }

    @Test
    void the_end_of_its_life_or_of_the_mission_is_no_missed_checkpoint() {
        Instant now = HOUR_LATER;
        at(now).given(issued(ENFORCED, 1_800, HOUR_LATER))
                .when(deciding(passport -> passport.requireRefreshable(now, WINDOW)))
                .expectSuccessfulHandlerExecution();
        at(now).given(issued(ENFORCED, INTERVAL, LEASH))
                .when(deciding(passport -> passport.requireRefreshable(now, WINDOW)))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void revoked_on_its_own_it_cannot_be_refreshed_and_with_its_mission_the_mission_answers() {
        at(NOON).given(issued(LOGGED), revoked(RevocationType.SINGLE, null, NOON))
                .when(deciding(passport -> passport.requireRefreshable(NOON, WINDOW)))
                .expectException(Refused.with(ErrorCode.PASSPORT_REVOKED, "was revoked."));
        at(NOON).given(issued(LOGGED), revoked(RevocationType.BULK_MISSION, "Mission completed", NOON))
                .when(deciding(passport -> passport.requireRefreshable(NOON, WINDOW)))
                .expectSuccessfulHandlerExecution();
    }

    private static ResultValidator<Passport> live(Instant now) {
        return at(now).given(issued(ENFORCED), superseded(NOON.plusSeconds(10)))
                .when(deciding(passport -> passport.requireLive(now)));
    }

    private static ResultValidator<Passport> refreshing(Instant now, AccountabilityMode mode) {
        return at(now).given(issued(mode)).when(deciding(passport -> passport.requireRefreshable(now, WINDOW)));
    }

    private static Flag ungranted(Severity severity) {
        return new Flag(
                "undeclared_service",
                severity,
                "Service stripe was used but not declared in the intent, and it is not granted either.");
    }

    private static Ask deciding(Consumer<Passport> decision) {
        return Ask.of(passport -> {
            decision.accept(passport);
            return null;
        });
    }

    /** What an answer to a report says. */
    private static CustomTypeSafeMatcher<CheckpointAnswer> answer(Consumer<CheckpointAnswer> says) {
        return new CustomTypeSafeMatcher<>("the expected answer") {
            @Override
            protected boolean matchesSafely(CheckpointAnswer answer) {
                says.accept(Objects.requireNonNull(answer));
                return true;
            }
        };
    }
}
