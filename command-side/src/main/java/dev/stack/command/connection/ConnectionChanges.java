// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.command.agent.Agent;
import dev.stack.command.connection.ConnectionCommand.AskAgain;
import dev.stack.command.connection.ConnectionCommand.Configure;
import dev.stack.command.connection.ConnectionCommand.Confirm;
import dev.stack.command.connection.ConnectionCommand.Disconnect;
import dev.stack.command.connection.ConnectionCommand.Fail;
import dev.stack.command.connection.ConnectionCommand.ReplaceCredential;
import dev.stack.command.connection.ConnectionCommand.ToggleProxy;
import dev.stack.command.decision.Loading;
import dev.stack.command.grant.GrantLookup;
import dev.stack.command.passport.Revocations;
import dev.stack.events.ConnectionSettings;
import dev.stack.events.ConnectionState;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Changes a connection, and ends it: its secret, the grants on it and the passports that carry it, in one transaction. */
@Component
final class ConnectionChanges {

    private final Repository<Connection> connections;
    private final Repository<Agent> agents;
    private final GrantLookup grants;
    private final ConnectionSecrets secrets;
    private final Revocations revocations;
    private final ServiceCatalog catalog;
    private final Authorizations authorizations;
    private final PrivateUpstreams privateUpstreams;
    private final Clock clock;

    ConnectionChanges(
            Repository<Connection> connections,
            Repository<Agent> agents,
            GrantLookup grants,
            ConnectionSecrets secrets,
            Revocations revocations,
            ServiceCatalog catalog,
            Authorizations authorizations,
            PrivateUpstreams privateUpstreams,
            Clock clock) {
        this.connections = connections;
        this.agents = agents;
        this.grants = grants;
        this.secrets = secrets;
        this.revocations = revocations;
        this.catalog = catalog;
        this.authorizations = authorizations;
        this.privateUpstreams = privateUpstreams;
        this.clock = clock;
    }

    @CommandHandler
    ConnectionAnswer configure(Configure command) {
        return load(command).<ConnectionAnswer>invoke(connection -> {
            ConnectionState state = connection.state();
            CatalogService service = catalog.find(state.connected().provider()).orElseThrow();
            ConnectionSettings settings =
                    SettingsRequests.apply(command.patch(), state.settings(), service, command.caller());
            return privateUpstreams.noted(connection.configure(settings, command.caller(), clock.instant()), settings);
        });
    }

    /** Nothing of the connection changes until the person comes back. */
    @CommandHandler
    ConnectionAnswer askAgain(AskAgain command) {
        ConnectionAnswer answer = load(command).invoke(Connection::answer);
        authorizations.remember(command.authorization());
        return answer.waitingAt(
                command.authorization().url(), command.authorization().state());
    }

    @CommandHandler
    ConnectionAnswer toggle(ToggleProxy command) {
        return load(command)
                .invoke(connection -> connection.toggleProxy(command.enabled(), command.caller(), clock.instant()));
    }

    @CommandHandler
    ConnectionAnswer replace(ReplaceCredential command) {
        return load(command).invoke(connection -> connection.replace(command, secrets, clock.instant()));
    }

    @CommandHandler
    ConnectionAnswer confirm(Confirm command) {
        return load(command).invoke(connection -> connection.confirm(command.version(), clock.instant()));
    }

    @CommandHandler
    ConnectionAnswer fail(Fail command) {
        return load(command)
                .invoke(connection -> connection.fail(command.version(), command.reason(), clock.instant()));
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

    private Aggregate<Connection> load(ConnectionCommand command) {
        return Loading.find(connections, command.connection())
                .filter(connection -> connection.invoke(state -> state.isLiveFor(command.caller())))
                .orElseThrow(() ->
                        Refusal.notFound("Connection", command.connection().value()));
    }
}
