// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.Body;
import dev.stack.command.Refused;
import dev.stack.command.agent.AgentCommand.RegisterAgent;
import dev.stack.events.AgentEvent;
import dev.stack.events.AgentEvent.AccessWithdrawn;
import dev.stack.events.AgentEvent.AgentBlocked;
import dev.stack.events.AgentEvent.AgentDeleted;
import dev.stack.events.AgentEvent.AgentRegistered;
import dev.stack.events.AgentEvent.AgentUnblocked;
import dev.stack.events.AgentEvent.AgentUpdated;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.events.AgentEvent.GrantWithdrawn;
import dev.stack.events.AgentSettings;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperatorId OPERATOR = new OperatorId("op_1");
    private static final AgentId ID = new AgentId("agt_1");
    private static final AgentSettings SETTINGS = SettingsReader.registration(Body.of("{\"name\": \"reporter\"}"));
    private static final AgentRegistered REGISTERED = new AgentRegistered(OPERATOR, ID, SETTINGS, NOON);
    private static final AgentBlocked BLOCKED =
            new AgentBlocked(OPERATOR, ID, "checkout cout_1 was blocked in review", NOON);
    private static final GrantGiven SLACK = grant("conn_1", "slack");
    private static final GrantGiven GITHUB = grant("conn_2", "github");

    /** A decision of the aggregate that another handler asks for. */
    record Ask(Function<Agent, @Nullable Object> decision) {}

    static final class Asking {
        private final Repository<Agent> agents;

        Asking(Repository<Agent> agents) {
            this.agents = agents;
        }

        @CommandHandler
        @Nullable
        Object on(Ask ask) {
            return agents.load(ID.value()).invoke(ask.decision());
        }
    }

    @Test
    void it_is_registered_with_its_settings() {
        fixture()
                .givenNoPriorActivity()
                .when(new RegisterAgent(ID, SETTINGS, caller("op_1")))
                .expectEvents(REGISTERED);
    }

    @Test
    void an_update_that_changes_nothing_is_no_event() {
        given(REGISTERED).when(new Ask(agent -> agent.update(SETTINGS, NOON))).expectNoEvents();
        AgentSettings changed = SETTINGS.withStatus(AgentStatus.SUSPENDED);
        given(REGISTERED)
                .when(new Ask(agent -> agent.update(changed, NOON)))
                .expectEvents(new AgentUpdated(OPERATOR, ID, changed, NOON));
    }

    @Test
    void it_is_blocked_once_and_the_first_reason_stays() {
        given(REGISTERED)
                .when(deciding(agent -> agent.block("checkout cout_1 was blocked in review", NOON)))
                .expectEvents(BLOCKED);
        given(REGISTERED, BLOCKED)
                .when(deciding(agent -> agent.block("another reason", NOON)))
                .expectNoEvents();
        assertThat(fold(REGISTERED, BLOCKED).blockedBy(new CheckoutId("cout_1")))
                .isTrue();
        assertThat(fold(REGISTERED, BLOCKED).blockedBy(new CheckoutId("cout_2")))
                .isFalse();
    }

    @Test
    void it_is_unblocked_where_it_was_blocked() {
        given(REGISTERED, BLOCKED)
                .when(deciding(agent -> agent.unblock(NOON)))
                .expectEvents(new AgentUnblocked(OPERATOR, ID, NOON));
        given(REGISTERED).when(deciding(agent -> agent.unblock(NOON))).expectNoEvents();
        assertThat(fold(REGISTERED, BLOCKED, new AgentUnblocked(OPERATOR, ID, NOON))
                        .blocked())
                .isFalse();
    }

    @Test
    void suspended_or_blocked_it_holds_no_passports() {
        given(REGISTERED).when(deciding(Agent::requireMayHoldPassports)).expectSuccessfulHandlerExecution();
        given(new AgentRegistered(OPERATOR, ID, SETTINGS.withStatus(AgentStatus.SUSPENDED), NOON))
                .when(deciding(Agent::requireMayHoldPassports))
                .expectException(Refused.with(ErrorCode.FORBIDDEN, "PATCH /v1/agents/agt_1"));
        given(REGISTERED, BLOCKED)
                .when(deciding(Agent::requireMayHoldPassports))
                .expectException(Refused.with(ErrorCode.PASSPORT_BLOCKED, "POST /v1/agents/agt_1/unblock"));
    }

    @Test
    void deleted_or_anothers_it_is_missing() {
        assertThat(fold(REGISTERED).isThereFor(caller("op_1"))).isTrue();
        assertThat(fold(REGISTERED).isThereFor(caller("op_2"))).isFalse();
        given(REGISTERED)
                .when(deciding(agent -> agent.delete(NOON)))
                .expectEvents(new AgentDeleted(OPERATOR, ID, NOON));
        assertThat(fold(REGISTERED, new AgentDeleted(OPERATOR, ID, NOON)).isThereFor(caller("op_1")))
                .isFalse();
    }

    @Test
    void a_grant_takes_the_place_of_the_earlier_one_on_its_connection() {
        GrantGiven again = grant("conn_1", "slack");
        given(REGISTERED, SLACK)
                .when(new Ask(agent -> {
                    agent.give(again);
                    return null;
                }))
                .expectEvents(again);
        assertThat(fold(REGISTERED, SLACK, GITHUB, again).allowedGrants()).containsExactly(GITHUB, again);
    }

    @Test
    void only_a_grant_that_is_there_can_be_withdrawn() {
        given(REGISTERED, SLACK)
                .when(new Ask(agent -> agent.withdraw(SLACK.connection())))
                .expectEvents(new GrantWithdrawn(OPERATOR, ID, SLACK.connection()))
                .expectResultMessagePayload(true);
        given(REGISTERED, SLACK)
                .when(new Ask(agent -> agent.withdraw(GITHUB.connection())))
                .expectNoEvents()
                .expectResultMessagePayload(false);
        given(REGISTERED, SLACK, GITHUB)
                .when(new Ask(Agent::withdrawAll))
                .expectEvents(new AccessWithdrawn(OPERATOR, ID))
                .expectResultMessagePayload(2);
        assertThat(fold(REGISTERED, SLACK, new AccessWithdrawn(OPERATOR, ID)).allowedGrants())
                .isEmpty();
        assertThat(fold(REGISTERED, SLACK, new AgentDeleted(OPERATOR, ID, NOON)).allowedGrants())
                .isEmpty();
    }

    @Test
    void an_agent_limited_to_some_connections_uses_no_grant_on_others() {
        assertThat(grantsWhere("null")).containsExactly(SLACK, GITHUB);
        assertThat(grantsWhere("[]")).isEmpty();
        assertThat(grantsWhere("[\"slack\"]")).containsExactly(SLACK);
        assertThat(grantsWhere("[\"conn_2\"]")).containsExactly(GITHUB);
        assertThat(grantsWhere("[\"conn_2\", \"slack\"]")).containsExactly(SLACK, GITHUB);
        assertThat(grantsWhere("[\"sla\", \"conn_\"]")).isEmpty();
    }

    private static List<GrantGiven> grantsWhere(String allowed) {
        AgentSettings limited = SettingsReader.update(SETTINGS, Body.of("{\"allowed_connections\": " + allowed + "}"));
        return fold(new AgentRegistered(OPERATOR, ID, limited, NOON), SLACK, GITHUB)
                .allowedGrants();
    }

    private static GrantGiven grant(String connection, String provider) {
        return new GrantGiven(
                OPERATOR,
                ID,
                new ConnectionId(connection),
                Body.object("{\"connection_id\": \"%s\", \"service_name\": \"%s\", \"scopes\": [\"*\"]}"
                        .formatted(connection, provider)),
                List.of(),
                null,
                NOON);
    }

    private static Caller caller(String operator) {
        return new Caller(new OperatorId(operator), Role.OPERATOR, operator);
    }

    private static FixtureConfiguration<Agent> fixture() {
        var fixture = new AggregateTestFixture<>(Agent.class);
        fixture.registerInjectableResource(Clock.fixed(NOON, ZoneOffset.UTC));
        return fixture.registerAnnotatedCommandHandler(new Asking(fixture.getRepository()));
    }

    private static TestExecutor<Agent> given(AgentEvent... facts) {
        return fixture().given((Object[]) facts);
    }

    private static Ask deciding(Consumer<Agent> decision) {
        return new Ask(agent -> {
            decision.accept(agent);
            return null;
        });
    }

    private static Agent fold(AgentEvent... facts) {
        Agent agent = Agent.unborn();
        List.of(facts).forEach(agent::on);
        return agent;
    }
}
