// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.grant;

import dev.stack.api.GrantAnswer;
import dev.stack.command.agent.Agent;
import dev.stack.command.agent.Agents;
import dev.stack.command.connection.Connection;
import dev.stack.command.decision.StateReader;
import dev.stack.command.grant.GrantCommand.GiveGrant;
import dev.stack.command.grant.GrantCommand.WithdrawAccess;
import dev.stack.command.grant.GrantCommand.WithdrawGrant;
import dev.stack.command.intent.ConstraintDeclarations;
import dev.stack.command.intent.ConstraintDeclarations.Declared;
import dev.stack.command.intent.ExpandedIntents;
import dev.stack.command.intent.IntentExpansion;
import dev.stack.command.passport.Revocations;
import dev.stack.command.passport.Revocations.Ended;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionState;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.IntentReference;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Gives and withdraws access. Withdrawing ends the live passports that carry it, in the same transaction. */
@Component
final class GrantChanges {

    private static final int SCOPE_MAX = 256;

    private final Repository<Agent> agents;
    private final StateReader states;
    private final IntentExpansion intents;
    private final Revocations revocations;
    private final Clock clock;

    GrantChanges(
            Repository<Agent> agents,
            StateReader states,
            IntentExpansion intents,
            Revocations revocations,
            Clock clock) {
        this.agents = agents;
        this.states = states;
        this.intents = intents;
        this.revocations = revocations;
        this.clock = clock;
    }

    @CommandHandler
    GrantAnswer give(GiveGrant command) {
        Aggregate<Agent> agent = Agents.load(agents, command.agent(), command.caller());
        ConnectionState connection = connection(command.connection(), command.caller());
        Members body = command.members();
        List<IntentReference> named = IntentExpansion.read(body);
        ExpandedIntents expanded = intents.expand(named, connection.connected().provider());
        Declared declared = ConstraintDeclarations.read(body);
        var grant = new GrantGiven(
                connection.connected().operator(),
                command.agent(),
                command.connection(),
                scope(body, connection, declared, expanded).toJson(),
                named.stream().map(IntentReference::toJson).toList(),
                named.isEmpty() ? null : expanded.catalogVersion(),
                clock.instant());
        agent.execute(state -> state.give(grant));
        return GrantAnswer.of(grant, declared.warnings());
    }

    @CommandHandler
    WithdrawnAccess withdraw(WithdrawGrant command) {
        Instant now = clock.instant();
        Aggregate<Agent> agent = Agents.load(agents, command.agent(), command.caller());
        if (!agent.invoke(state -> state.withdraw(command.connection()))) {
            throw Refusal.notFound(
                    "Grant of " + command.agent() + " on connection",
                    command.connection().value());
        }
        Ended ended = revocations.ofAgentOn(
                command.caller().operator(), command.agent(), command.connection(), "Grant withdrawn", now);
        return new WithdrawnAccess(command.agent(), 1, ended.total());
    }

    @CommandHandler
    WithdrawnAccess withdrawAll(WithdrawAccess command) {
        Instant now = clock.instant();
        int grants = Agents.load(agents, command.agent(), command.caller()).invoke(Agent::withdrawAll);
        Ended ended =
                revocations.ofAgent(command.caller().operator(), command.agent(), "All service access withdrawn", now);
        return new WithdrawnAccess(command.agent(), grants, ended.total());
    }

    private ConnectionState connection(ConnectionId id, Caller caller) {
        Connection connection = states.decisive(id, ConnectionEvent.class, Connection::unborn, Connection::on)
                .filter(found -> found.isLiveFor(caller))
                .orElseThrow(() -> Refusal.notFound("Connection", id.value()));
        return connection.state();
    }

    private static ServiceScope scope(
            Members body, ConnectionState connection, Declared declared, ExpandedIntents expanded) {
        List<Constraint> constraints = new ArrayList<>(declared.constraints());
        constraints.addAll(expanded.constraints());
        return new ServiceScope(
                connection.connected().connection(),
                connection.connected().provider(),
                scopes(body, connection),
                credentialRef(connection),
                constraints,
                expanded.alternatives(),
                expanded.names(),
                body.texts("allow_data_from", ServiceScope.SCOPES_MAX, SCOPE_MAX)
                        .orElse(null));
    }

    /** Without a word on scopes, those of the connection. */
    private static List<String> scopes(Members body, ConnectionState connection) {
        List<String> asked =
                body.texts("scopes", ServiceScope.SCOPES_MAX, SCOPE_MAX).orElse(connection.scopes());
        if (asked.isEmpty()) {
            throw Refusal.invalid("scopes takes at least one OAuth scope of the connection: "
                    + String.join(", ", connection.scopes()) + ".");
        }
        for (String scope : asked) {
            if (!connection.scopes().contains(ServiceScope.EVERY_SCOPE)
                    && !connection.scopes().contains(scope)) {
                throw Refusal.invalid("scopes holds one that the connection "
                        + connection.connected().connection() + " does not have. It has: "
                        + String.join(", ", connection.scopes()) + ".");
            }
        }
        return asked;
    }

    private static String credentialRef(ConnectionState connection) {
        return "cred_ref_" + connection.connected().connection().value() + "_v" + connection.secretVersion();
    }

    /** What a withdrawal did. */
    record WithdrawnAccess(AgentId agentId, int grantsRemoved, int passportsRevoked) {}
}
