// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.command.Body;
import dev.stack.command.Refused;
import dev.stack.events.MissionEvent;
import dev.stack.events.MissionEvent.MissionCompleted;
import dev.stack.events.MissionEvent.MissionExpired;
import dev.stack.events.MissionEvent.MissionOpened;
import dev.stack.events.MissionEvent.MissionRenewed;
import dev.stack.events.MissionEvent.MissionRevoked;
import dev.stack.events.MissionTerms;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.MissionStatus;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant DEADLINE = NOON.plusSeconds(900);
    private static final Instant JUST_BEFORE = DEADLINE.minusNanos(1_000);

    private static final OperatorId OPERATOR = new OperatorId("op_1");
    private static final MissionId ID = new MissionId("mis_1");
    private static final AgentId AGENT = new AgentId("agt_1");

    private static final MissionOpened OPENED = opened(AGENT, "{}");
    private static final MissionCompleted COMPLETED = new MissionCompleted(OPERATOR, ID, null, NOON);
    private static final MissionRevoked REVOKED = new MissionRevoked(OPERATOR, ID, false, null, NOON);
    private static final MissionExpired EXPIRED = new MissionExpired(OPERATOR, ID, DEADLINE);

    /** A decision of the aggregate that another handler asks for. */
    record Ask(Function<Mission, @Nullable Object> decision) {}

    static final class Asking {
        private final Repository<Mission> missions;

        Asking(Repository<Mission> missions) {
            this.missions = missions;
        }

        @CommandHandler
        @Nullable
        Object on(Ask ask) {
            return missions.load(ID.value()).invoke(ask.decision());
        }
    }

    /** A mission that has ended, and the time at which it is looked at. */
    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(COMPLETED, NOON, "Mission mis_1 is completed", "completed"),
                Arguments.of(COMPLETED, DEADLINE, "Mission mis_1 is completed", "completed"),
                Arguments.of(REVOKED, NOON, "Mission mis_1 is revoked", "revoked"),
                Arguments.of(EXPIRED, DEADLINE, "Mission mis_1 has expired", "expired"),
                Arguments.of(
                        new MissionRenewed(OPERATOR, ID, new Jti("pp_1"), NOON),
                        DEADLINE,
                        "Mission mis_1 has expired",
                        "expired"));
    }

    @Test
    void it_is_completed_once() {
        var output = Body.object("{\"posted\": 3}");
        given(OPENED)
                .when(new Ask(mission -> mission.complete(output, JUST_BEFORE)))
                .expectEvents(new MissionCompleted(OPERATOR, ID, output, JUST_BEFORE))
                .expectResultMessagePayload(true);
    }

    @Test
    void it_is_revoked_once_with_the_reason() {
        given(OPENED)
                .when(new Ask(mission -> mission.revoke(true, "off script", NOON)))
                .expectEvents(new MissionRevoked(OPERATOR, ID, true, "off script", NOON))
                .expectResultMessagePayload(true);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void ending_what_has_ended_changes_nothing(MissionEvent end, Instant now) {
        given(OPENED, end)
                .when(new Ask(mission -> mission.complete(null, now)))
                .expectNoEvents()
                .expectResultMessagePayload(false);
        given(OPENED, end)
                .when(new Ask(mission -> mission.revoke(true, null, now)))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void its_deadline_is_recorded_once_and_not_before_it_has_come() {
        given(OPENED).when(deciding(mission -> mission.expire(JUST_BEFORE))).expectNoEvents();
        given(OPENED).when(deciding(mission -> mission.expire(DEADLINE))).expectEvents(EXPIRED);
        for (MissionEvent end : List.of(COMPLETED, REVOKED, EXPIRED)) {
            given(OPENED, end)
                    .when(deciding(mission -> mission.expire(DEADLINE.plusSeconds(60))))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }
    }

    @ParameterizedTest
    @MethodSource("ends")
    void an_ended_mission_refuses_in_the_words_clients_know(MissionEvent end, Instant now, String words, String state) {
        Mission mission = fold(OPENED, end);
        Refusal refusal =
                Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> mission.requireOpenFor(AGENT, now)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.MISSION_ENDED);
        assertThat(refusal.reason()).contains(words);
        assertThat(refusal.details())
                .isEqualTo(Map.of("mission_id", new JsonString("mis_1"), "mission_state", new JsonString(state)));
    }

    @Test
    void the_clock_alone_ends_it() {
        Mission mission = fold(OPENED);
        assertThat(mission.statusAt(JUST_BEFORE)).isEqualTo(MissionStatus.ACTIVE);
        assertThat(mission.terminalStateAt(JUST_BEFORE)).isNull();
        assertThat(mission.endedBy(JUST_BEFORE)).isNull();
        assertThat(mission.statusAt(DEADLINE)).isEqualTo(MissionStatus.EXPIRED);
        assertThat(mission.terminalStateAt(DEADLINE)).isEqualTo("expired");
        assertThat(mission.endedBy(DEADLINE)).isEqualTo(DEADLINE);
        given(OPENED).when(deciding(open -> open.requireOpen(JUST_BEFORE))).expectSuccessfulHandlerExecution();
    }

    @Test
    void how_it_ended_stays_when_the_deadline_comes() {
        assertThat(fold(OPENED, COMPLETED).terminalStateAt(DEADLINE)).isEqualTo("completed_successful");
        assertThat(fold(OPENED, COMPLETED).endedBy(DEADLINE)).isEqualTo(NOON);
        assertThat(fold(OPENED, REVOKED).terminalStateAt(DEADLINE)).isEqualTo("revoked_clean");
        assertThat(fold(OPENED, new MissionRevoked(OPERATOR, ID, true, null, NOON))
                        .terminalStateAt(DEADLINE))
                .isEqualTo("revoked_adversarial");
    }

    @Test
    void another_agent_than_the_assigned_one_is_refused_without_the_words_of_an_end() {
        Refusal refusal = Objects.requireNonNull(
                catchThrowableOfType(Refusal.class, () -> fold(OPENED).requireOpenFor(new AgentId("agt_2"), NOON)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusal.reason())
                .contains("assigned to agent agt_1, not to agt_2")
                .doesNotContain("is completed", "is revoked", "has expired", "Mission mis_1");
        given(opened(null, "{}"))
                .when(deciding(mission -> mission.requireOpenFor(new AgentId("agt_2"), NOON)))
                .expectSuccessfulHandlerExecution();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"L1\"", "\"L2\"", "1"})
    void a_mission_that_asks_for_trust_gets_no_passport(String level) {
        given(opened(AGENT, "{\"trust_level_required\": " + level + "}"))
                .when(deciding(mission -> mission.requireOpenFor(AGENT, NOON)))
                .expectException(Refused.with(ErrorCode.TRUST_LEVEL_INSUFFICIENT, "above L0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"L0\"", "null"})
    void one_that_asks_for_none_does(String level) {
        given(opened(AGENT, "{\"trust_level_required\": " + level + "}"))
                .when(deciding(mission -> mission.requireOpenFor(AGENT, NOON)))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void it_is_missing_for_other_operators() {
        assertThat(fold(OPENED).isOwnedBy(caller("op_1"))).isTrue();
        assertThat(fold(OPENED).isOwnedBy(caller("op_2"))).isFalse();
    }

    private static Caller caller(String operator) {
        return new Caller(new OperatorId(operator), Role.OPERATOR, operator);
    }

    private static MissionOpened opened(@Nullable AgentId agent, String declared) {
        var terms = new MissionTerms(agent, "Post it", List.of("slack"), false, DEADLINE, Body.object(declared));
        return new MissionOpened(OPERATOR, ID, terms, NOON);
    }

    private static TestExecutor<Mission> given(MissionEvent... facts) {
        var fixture = new AggregateTestFixture<>(Mission.class);
        return fixture.registerAnnotatedCommandHandler(new Asking(fixture.getRepository()))
                .given((Object[]) facts);
    }

    private static Ask deciding(Consumer<Mission> decision) {
        return new Ask(mission -> {
            decision.accept(mission);
            return null;
        });
    }

    private static Mission fold(MissionEvent... facts) {
        Mission mission = Mission.unborn();
        List.of(facts).forEach(mission::on);
        return mission;
    }
}
