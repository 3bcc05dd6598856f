// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import static dev.stack.command.passport.PassportFacts.HOUR_LATER;
import static dev.stack.command.passport.PassportFacts.INTERVAL;
import static dev.stack.command.passport.PassportFacts.JTI;
import static dev.stack.command.passport.PassportFacts.NOON;
import static dev.stack.command.passport.PassportFacts.at;
import static dev.stack.command.passport.PassportFacts.checkedOut;
import static dev.stack.command.passport.PassportFacts.fired;
import static dev.stack.command.passport.PassportFacts.issued;
import static dev.stack.command.passport.PassportFacts.reported;
import static dev.stack.command.passport.PassportFacts.revoked;
import static dev.stack.command.passport.PassportFacts.superseded;
import static dev.stack.vocabulary.AccountabilityMode.ENFORCED;
import static dev.stack.vocabulary.AccountabilityMode.LOGGED;
import static dev.stack.vocabulary.AccountabilityMode.STANDARD;

import dev.stack.command.passport.Passport.NextLook;
import dev.stack.events.PassportEvent;
import dev.stack.events.PassportEvent.DetectorFired;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.RevocationType;
import dev.stack.vocabulary.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What time alone makes of a passport. */
class PassportDeadlineTest {

    private static final Instant LEASH = NOON.plusSeconds(INTERVAL);
    private static final Instant LOGGED_SILENCE = LEASH.plusSeconds(5);
    private static final Instant LIFE = NOON.plusSeconds(PassportFacts.TTL);
    private static final Instant LONG_AFTER = NOON.plusSeconds(100_000);

    @Test
    void silence_of_an_enforced_passport_is_noticed_exactly_at_its_expiry() {
        quiet(LEASH.minusNanos(1_000), LEASH, issued(ENFORCED));
        noticed(LEASH, silence(LEASH), LEASH.plusSeconds(60), issued(ENFORCED));
    }

    @Test
    void a_report_gives_an_enforced_passport_one_more_interval() {
        Instant reportedAt = NOON.plusSeconds(200);
        Instant next = reportedAt.plusSeconds(INTERVAL);
        quiet(LEASH, next, issued(ENFORCED), reported(reportedAt, next));
        quiet(next.minusNanos(1_000), next, issued(ENFORCED), reported(reportedAt, next));
        noticed(next, silence(next), next.plusSeconds(60), issued(ENFORCED), reported(reportedAt, next));
    }

    @Test
    void silence_of_a_logged_passport_is_noticed_five_seconds_after_the_interval() {
        quiet(LOGGED_SILENCE.minusNanos(1_000), LOGGED_SILENCE, issued(LOGGED));
        noticed(LOGGED_SILENCE, silence(LOGGED_SILENCE), LIFE.plusSeconds(60), issued(LOGGED));
    }

    @Test
    void a_logged_passport_that_ends_first_was_not_silent() {
        int interval = PassportFacts.TTL - 5;
        quiet(LIFE, LIFE.plusSeconds(60), issued(LOGGED, interval, HOUR_LATER));
        Instant due = LIFE.minusSeconds(1);
        noticed(due, silence(due, interval - 1), LIFE.plusSeconds(60), issued(LOGGED, interval - 1, HOUR_LATER));
    }

    @Test
    void silence_is_noticed_once() {
        quiet(LOGGED_SILENCE, LIFE.plusSeconds(60), issued(LOGGED), silence(LOGGED_SILENCE));
        Instant later = LOGGED_SILENCE.plusSeconds(100);
        quiet(
                later.plusSeconds(400),
                LIFE.plusSeconds(60),
                issued(LOGGED),
                silence(LOGGED_SILENCE),
                reported(later, null));
        quiet(LEASH.plusSeconds(1), LEASH.plusSeconds(60), issued(ENFORCED), silence(LEASH));
    }

    @Test
    void a_leash_cut_by_the_end_of_the_mission_is_no_silence() {
        for (int end : new int[] {60, 299, 300}) {
            Instant missionEnd = NOON.plusSeconds(end);
            quiet(missionEnd, missionEnd.plusSeconds(60), issued(ENFORCED, INTERVAL, missionEnd));
        }
        noticed(LEASH, silence(LEASH), LEASH.plusSeconds(60), issued(ENFORCED, INTERVAL, LEASH.plusSeconds(1)));
    }

    @Test
    void an_enforced_passport_shorter_than_its_interval_ends_without_silence() {
        quiet(LIFE, LIFE.plusSeconds(60), issued(ENFORCED, 1_800, HOUR_LATER));
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountabilityMode.class,
            names = {"ENFORCED", "LOGGED"})
    void after_the_checkout_nothing_is_noticed(AccountabilityMode mode) {
        at(LONG_AFTER)
                .given(issued(mode), checkedOut(true, NOON.plusSeconds(10)))
                .when(new ObserveDeadline(JTI))
                .expectNoEvents()
                .expectResultMessagePayload(new NextLook(Optional.empty()));
    }

    @Test
    void a_superseded_or_a_standard_passport_is_never_noticed() {
        for (List<PassportEvent> facts : List.of(
                List.<PassportEvent>of(issued(ENFORCED), superseded(NOON.plusSeconds(10))),
                List.<PassportEvent>of(issued(LOGGED), superseded(NOON.plusSeconds(10))),
                List.<PassportEvent>of(issued(STANDARD)))) {
            at(LONG_AFTER)
                    .given(facts)
                    .when(new ObserveDeadline(JTI))
                    .expectNoEvents()
                    .expectResultMessagePayload(new NextLook(Optional.empty()));
        }
    }

    @Test
    void an_end_without_checkout_is_noticed_sixty_seconds_after() {
        Instant due = LEASH.plusSeconds(60);
        quiet(due.minusNanos(1_000), due, issued(ENFORCED), silence(LEASH));
        noticedLast(due, unchecked(Severity.WARNING, due), issued(ENFORCED), silence(LEASH));
        Instant loggedDue = LIFE.plusSeconds(60);
        quiet(loggedDue.minusNanos(1_000), loggedDue, issued(LOGGED), silence(LOGGED_SILENCE));
        noticedLast(loggedDue, unchecked(Severity.INFO, loggedDue), issued(LOGGED), silence(LOGGED_SILENCE));
    }

    @Test
    void an_end_without_checkout_is_noticed_once() {
        at(LONG_AFTER)
                .given(issued(ENFORCED), silence(LEASH), unchecked(Severity.WARNING, LEASH.plusSeconds(60)))
                .when(new ObserveDeadline(JTI))
                .expectNoEvents()
                .expectResultMessagePayload(new NextLook(Optional.empty()));
    }

    @Test
    void a_revoked_passport_was_not_silent_but_is_missed_sixty_seconds_after() {
        var ended = revoked(RevocationType.SINGLE, null, NOON.plusSeconds(10));
        Instant due = NOON.plusSeconds(70);
        quiet(due.minusNanos(1_000), due, issued(ENFORCED), ended);
        noticedLast(due, unchecked(Severity.WARNING, due), issued(ENFORCED), ended);
    }

    @Test
    void what_an_outage_delayed_is_noticed_at_once_in_order() {
        at(LONG_AFTER)
                .given(issued(ENFORCED))
                .when(new ObserveDeadline(JTI))
                .expectEvents(silence(LONG_AFTER), unchecked(Severity.WARNING, LONG_AFTER))
                .expectResultMessagePayload(new NextLook(Optional.empty()));
    }

    private static void quiet(Instant now, Instant next, PassportEvent... facts) {
        at(now).given((Object[]) facts)
                .when(new ObserveDeadline(JTI))
                .expectNoEvents()
                .expectResultMessagePayload(new NextLook(Optional.of(next)));
    }

    private static void noticed(Instant now, DetectorFired signal, Instant next, PassportEvent... facts) {
        at(now).given((Object[]) facts)
                .when(new ObserveDeadline(JTI))
                .expectEvents(signal)
                .expectResultMessagePayload(new NextLook(Optional.of(next)));
    }

    private static void noticedLast(Instant now, DetectorFired signal, PassportEvent... facts) {
        at(now).given((Object[]) facts)
                .when(new ObserveDeadline(JTI))
                .expectEvents(signal)
                .expectResultMessagePayload(new NextLook(Optional.empty()));
    }

    private static DetectorFired silence(Instant at) {
        return silence(at, INTERVAL);
    }

    private static DetectorFired silence(Instant at, int interval) {
        return fired(
                "checkpoint_silence", Severity.WARNING, "No checkpoint arrived within " + interval + " seconds.", at);
    }

    private static DetectorFired unchecked(Severity severity, Instant at) {
        return fired("unchecked_out_passport", severity, "The passport ended without a checkout.", at);
    }
}
