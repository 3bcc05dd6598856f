// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.mission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stack.api.MissionAnswer;
import dev.stack.events.MissionEvent;
import dev.stack.query.History;
import dev.stack.query.TestDatabase;
import dev.stack.query.TestLedger;
import dev.stack.query.ledger.LedgerReader;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.MissionStatus;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissionsApiTest {

    private final TestDatabase database = new TestDatabase();
    private final MissionView view = new MissionView();

    @Test
    void a_mission_shows_its_passports_and_what_they_were_extended_to() {
        database.fold(view, History.opened(), History.issued(), History.checkpointed(), History.refreshed());
        MissionAnswer mission = rows(60).find(History.OPERATOR, History.MISSION).orElseThrow();

        assertThat(mission.status()).isEqualTo(MissionStatus.ACTIVE);
        assertThat(mission.passports())
                .extracting(MissionAnswer.BoundPassport::jti, MissionAnswer.BoundPassport::expiresAt)
                .containsExactly(tuple(History.JTI, History.at(400)), tuple(History.NEXT, History.at(320)));
        assertThat(mission.toJson().get("max_actions")).isPresent();
        assertThat(mission.usage())
                .hasToString(
                        "{\"max_actions\":" + mission.usage().get("max_actions").orElseThrow() + "}");
    }

    @Test
    void the_clock_alone_ends_a_mission_and_the_event_says_the_same() {
        database.fold(view, History.opened());
        assertThat(rows(899)
                        .find(History.OPERATOR, History.MISSION)
                        .orElseThrow()
                        .status())
                .isEqualTo(MissionStatus.ACTIVE);
        MissionAnswer byClock =
                rows(900).find(History.OPERATOR, History.MISSION).orElseThrow();
        assertThat(byClock.status()).isEqualTo(MissionStatus.EXPIRED);
        assertThat(byClock.terminalState()).isEqualTo("expired");
        assertThat(byClock.endedAt()).isEqualTo(History.at(900));

        database.fold(view, History.missionExpired());
        assertThat(rows(960).find(History.OPERATOR, History.MISSION)).hasValue(byClock);
    }

    @Test
    void an_ended_mission_says_how() {
        database.fold(view, History.opened(), History.completed());
        MissionAnswer completed =
                rows(2_000).find(History.OPERATOR, History.MISSION).orElseThrow();
        assertThat(completed.terminalState()).isEqualTo("completed_successful");
        assertThat(String.valueOf(completed.output())).isEqualTo("{\"posted\":1}");

        database.fold(view, History.missionRevoked());
        assertThat(rows(60).find(History.OPERATOR, History.MISSION)
                        .orElseThrow()
                        .terminalState())
                .isEqualTo("revoked_adversarial");
    }

    @ParameterizedTest
    @CsvSource({
        "60, active, 1",
        "60, expired, 0",
        "900, active, 0",
        "900, expired, 1",
        "60, completed, 0",
        "60, revoked, 0"
    })
    void a_status_filter_goes_by_the_clock(long now, String status, int found) {
        database.fold(view, History.opened());
        MissionsApi.Missions page = api(now).list(History.CALLER, Optional.of(status), new Page(1, 20, 0));

        assertThat(page.items()).hasSize(found);
        assertThat(page.total()).isEqualTo(found);
    }

    @Test
    void a_replay_is_the_recorded_story_oldest_first() {
        database.fold(view, (MissionEvent) History.opened());
        new TestLedger(database).append(2);
        MissionsApi.Replay replay = api(60).replay(History.CALLER, History.MISSION);

        assertThat(replay.complete()).isTrue();
        assertThat(replay.events())
                .extracting(row -> row.get("entry_id").orElseThrow().toString())
                .containsExactly("\"aud_op_one_1\"", "\"aud_op_one_2\"");
    }

    @Test
    void there_are_no_operator_reviews_yet() {
        database.fold(view, History.opened());

        assertThat(api(60).operatorReviews(History.CALLER, History.MISSION).items())
                .isEmpty();
        assertThatThrownBy(() -> api(60).download(History.CALLER, History.MISSION, "clm_x"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("clm_x not found");
    }

    @Test
    void T01_a_foreign_mission_is_a_missing_one() {
        database.fold(view, History.opened());
        Caller stranger = History.STRANGER;

        assertThat(api(60).list(stranger, Optional.empty(), History.ALL).items())
                .isEmpty();
        assertThatThrownBy(() -> api(60).get(stranger, History.MISSION))
                .hasMessageContaining("Mission ms_one not found");
        assertThatThrownBy(() -> api(60).replay(stranger, History.MISSION)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> api(60).operatorReviews(stranger, History.MISSION))
                .isInstanceOf(Refusal.class);
    }

    private MissionsApi api(long now) {
        return new MissionsApi(rows(now), new LedgerReader(database.source(), database.transactions()));
    }

    private MissionRows rows(long now) {
        return new MissionRows(database.client(), Clock.fixed(History.at(now), ZoneOffset.UTC));
    }
}
