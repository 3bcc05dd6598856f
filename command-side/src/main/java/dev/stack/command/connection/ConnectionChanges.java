// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.command.agent.Agent;
import dev.stack.command.connection.ConnectionCommand.Disconnect;
import dev.stack.command.decision.Loading;
import dev.stack.command.grant.GrantLookup;
import dev.stack.command.passport.Revocations;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Ends a connection: its secret, the grants on it and the passports that carry it, in one transaction. */
@Component
final class ConnectionChanges {

    private final Repository<Connection> connections;
    private final Repository<Agent> agents;
    private final GrantLookup grants;
    private final ConnectionSecrets secrets;
    private final Revocations revocations;
    private final Clock clock;

    ConnectionChanges(
            Repository<Connection> connections,
            Repository<Agent> agents,
            GrantLookup grants,
            ConnectionSecrets secrets,
            Revocations revocations,
            Clock clock) {
        this.connections = connections;
        this.agents = agents;
        this.grants = grants;
        this.secrets = secrets;
        this.revocations = revocations;
        this.clock = clock;
    }

    @CommandHandler
    ConnectionAnswer disconnect(Disconnect command) {
        Instant now = clock.instant();
        Aggregate<Connection> connection = load(command);
        secrets.destroy(command.caller().operator(), command.connection());
        for (AgentId agent : grants.agentsOn(command.connection())) {
            agents.load(agent.value()).execute(state -> state.withdraw(command.connection()));
        }
        revocations.ofConnection(command.caller().operator(), command.connection(), "Connection disconnected", now);
        return connection.invoke(state -> state.disconnect(now));
    }

    private Aggregate<Connection> load(Disconnect command) {
        return Loading.find(connections, command.connection())
                .filter(connection -> connection.invoke(state -> state.isLiveFor(command.caller())))
                .orElseThrow(() ->
                        Refusal.notFound("Connection", command.connection().value()));
    }
}
