// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.events.PassportEvent.PassportCheckedOut;
import dev.stack.events.Report;
import dev.stack.query.History;
import dev.stack.query.TestDatabase;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ReviewStatus;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassportsApiTest {

    private final TestDatabase database = new TestDatabase();
    private final PassportView view = new PassportView();

    @Test
    void an_issued_passport_is_active_until_its_stored_expiry() {
        database.fold(view, History.issued());
        assertThat(status(299)).isEqualTo(PassportStatus.ACTIVE);
        assertThat(status(300)).isEqualTo(PassportStatus.EXPIRED);
        assertThat(active(299)).containsExactly(History.JTI);
        assertThat(active(300)).isEmpty();

        database.fold(view, History.checkpointed());
        assertThat(status(399)).isEqualTo(PassportStatus.ACTIVE);
        assertThat(active(400)).isEmpty();
    }

    @Test
    void a_superseded_passport_works_beside_the_new_one_for_a_while() {
        database.fold(view, History.issued(), History.refreshed(), History.superseded());

        assertThat(active(29)).containsExactly(History.NEXT, History.JTI);
        assertThat(active(30)).containsExactly(History.NEXT);
        assertThat(status(30)).isEqualTo(PassportStatus.SUPERSEDED);
    }

    @Test
    void a_revoked_one_is_dead_at_once() {
        database.fold(view, History.issued(), History.revoked());

        assertThat(active(25)).isEmpty();
        assertThat(api(26).get(History.CALLER, History.JTI).revocationReason()).isEqualTo("off script");
    }

    @Test
    void a_mission_that_ends_takes_its_passports_with_it() {
        database.fold(view, History.issued(), History.completed());

        assertThat(active(31)).isEmpty();
        assertThat(status(31)).isEqualTo(PassportStatus.MISSION_ENDED);
    }

    @Test
    void a_checkout_without_review_lets_the_passport_go_on() {
        database.fold(view, History.issued(), History.checkedOut(ReviewStatus.CLEAN, false));

        assertThat(active(16)).containsExactly(History.JTI);
        PassportReport report = api(16).report(History.CALLER, History.JTI);
        assertThat(report.checkout()).isNotNull();
        assertThat(report.review()).isNull();
    }

    @Test
    void without_a_review_the_last_checkout_stands() {
        var again = new PassportCheckedOut(
                History.OPERATOR,
                History.JTI,
                History.AGENT,
                History.MISSION,
                History.CHECKOUT,
                new Report(List.of(), 9, "all of it", List.of(), List.of()),
                List.of(),
                ReviewStatus.CLEAN,
                false,
                History.at(40));
        database.fold(view, History.issued(), History.checkedOut(ReviewStatus.CLEAN, false), again);

        assertThat(api(41).report(History.CALLER, History.JTI).checkout()).satisfies(checkout -> {
            assertThat(checkout.report().get("actions_count").orElseThrow()).hasToString("9");
            assertThat(checkout.submittedAt()).isEqualTo(History.at(40));
        });
    }

    @Test
    void a_report_tells_the_whole_life_in_exactly_five_members() {
        assertThat(Arrays.stream(PassportReport.class.getRecordComponents()).map(member -> member.getName()))
                .containsExactly("passport", "intent", "checkpoints", "checkout", "review");

        database.fold(
                view,
                History.issued(),
                History.checkpointed(),
                History.checkpointApproved(),
                History.checkedOut(ReviewStatus.FLAGGED, true),
                History.reviewed(false));
        PassportReport report = api(60).report(History.CALLER, History.JTI);

        assertThat(report.passport().status()).isEqualTo(PassportStatus.CHECKED_OUT);
        assertThat(report.intent()).isEqualTo(report.passport().intent()).isNotNull();
        assertThat(report.checkpoints()).singleElement().satisfies(checkpoint -> {
            assertThat(checkpoint.decision()).isEqualTo("approved");
            assertThat(checkpoint.delta().get("calls").orElseThrow()).hasToString("2");
        });
        assertThat(report.checkout()).satisfies(checkout -> {
            assertThat(checkout.checkoutStatus()).isEqualTo("flagged").isEqualTo(checkout.reviewStatus());
            assertThat(checkout.flags()).hasSize(1);
        });
        assertThat(report.review()).satisfies(review -> {
            assertThat(review.decision()).isEqualTo("blocked");
            assertThat(review.blockFuture()).isTrue();
        });
    }

    @Test
    void filters_pick_agent_and_session() {
        database.fold(view, History.issued());

        assertThat(api(1).active(History.CALLER, Optional.of("agt_one"), Optional.of("ses_one"), History.ALL))
                .hasSize(1);
        assertThat(api(1).active(History.CALLER, Optional.of("agt_x"), Optional.empty(), History.ALL))
                .isEmpty();
        assertThat(api(1).active(History.CALLER, Optional.empty(), Optional.of("ses_x"), History.ALL))
                .isEmpty();
    }

    @Test
    void T01_a_foreign_passport_is_a_missing_one() {
        database.fold(view, History.issued(), History.checkpointed());
        PassportsApi api = api(1);

        assertThat(api.active(History.STRANGER, Optional.empty(), Optional.empty(), History.ALL))
                .isEmpty();
        assertThatThrownBy(() -> api.get(History.STRANGER, History.JTI))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Passport pp_one not found");
        assertThatThrownBy(() -> api.checkpoints(History.STRANGER, History.JTI)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> api.report(History.STRANGER, History.JTI)).isInstanceOf(Refusal.class);
    }

    private PassportStatus status(long now) {
        return api(now).get(History.CALLER, History.JTI).status();
    }

    private List<Jti> active(long now) {
        return api(now).active(History.CALLER, Optional.empty(), Optional.empty(), History.ALL).stream()
                .map(PassportAnswer::jti)
                .toList();
    }

    private PassportsApi api(long now) {
        return new PassportsApi(new PassportRows(database.client(), Clock.fixed(History.at(now), ZoneOffset.UTC)));
    }
}
