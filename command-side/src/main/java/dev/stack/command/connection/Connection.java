// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.command.connection.ConnectionCommand.ConnectService;
import dev.stack.command.connection.ConnectionCommand.ReplaceCredential;
import dev.stack.command.ledger.Guards;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ConnectionConfigured;
import dev.stack.events.ConnectionEvent.ConnectionFailed;
import dev.stack.events.ConnectionEvent.ConnectionVerified;
import dev.stack.events.ConnectionEvent.CredentialReplaced;
import dev.stack.events.ConnectionEvent.ProxyToggled;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.ConnectionSettings;
import dev.stack.events.ConnectionState;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.OperatorId;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullUnmarked;

/** An operator's stored access to a service. What it stores stands in the vault. */
@Aggregate
@NullUnmarked // fields are empty until the first event
public final class Connection {

    @AggregateIdentifier
    private ConnectionId connection;

    private ConnectionState state;

    Connection() {} // Axon rebuilds from events

    /** The secret is sealed before the event is appended: an active connection without one never exists. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    ConnectionAnswer connect(
            ConnectService command, ConnectionSecrets secrets, PrivateUpstreams privateUpstreams, Clock clock) {
        GivenCredential credential = command.credential();
        int version = credential == null
                ? 0
                : secrets.seal(command.caller().operator(), command.connection(), credential.secret());
        if (command.authorization() != null) {
            Guards.current().add(command.authorization().remember());
        }
        ConnectionAnswer answer = apply(new ServiceConnected(
                command.caller().operator(),
                command.connection(),
                command.serviceId(),
                command.provider(),
                command.name(),
                command.description(),
                command.scopes(),
                version,
                command.caller().actor(),
                clock.instant(),
                credential == null ? null : credential.told(),
                command.settings()));
        Authorization authorization = command.authorization();
        return authorization == null
                ? privateUpstreams.noted(answer, command.settings())
                : answer.waitingAt(authorization.url(), authorization.state());
    }

    ConnectionAnswer configure(ConnectionSettings settings, Caller caller, Instant at) {
        return settings.equals(state.settings())
                ? answer()
                : apply(new ConnectionConfigured(operator(), connection, settings, caller.actor(), at));
    }

    ConnectionAnswer toggleProxy(boolean enabled, Caller caller, Instant at) {
        return enabled == state.proxyEnabled()
                ? answer()
                : apply(new ProxyToggled(operator(), connection, enabled, caller.actor(), at));
    }

    /** What a refresh brought is of use only to the version it was asked with. */
    ConnectionAnswer replace(ReplaceCredential command, ConnectionSecrets secrets, Instant at) {
        if (command.expected() != null && command.expected() != state.secretVersion()) {
            return answer();
        }
        int version = secrets.seal(operator(), connection, command.credential().secret());
        return apply(new CredentialReplaced(
                operator(),
                connection,
                version,
                command.credential().told(),
                command.change(),
                command.scopes(),
                command.caller().actor(),
                at));
    }

    ConnectionAnswer confirm(int version, Instant at) {
        return version == state.secretVersion() ? apply(new ConnectionVerified(operator(), connection, at)) : answer();
    }

    /** That an older credential is refused says nothing of the one in force. */
    ConnectionAnswer fail(int version, String reason, Instant at) {
        boolean known = state.status() == ConnectionStatus.ERROR && reason.equals(state.reason());
        return version == state.secretVersion() && !known
                ? apply(new ConnectionFailed(operator(), connection, reason, at))
                : answer();
    }

    ConnectionAnswer disconnect(Instant at) {
        return apply(new ServiceDisconnected(operator(), connection, at));
    }

    /** Whether it is the caller's and not gone; otherwise it answers like a missing one. */
    public boolean isLiveFor(Caller caller) {
        return state.isLive() && caller.operator().equals(state.connected().operator());
    }

    public ConnectionState state() {
        return state;
    }

    /** The next state; public so that a decision elsewhere can be taken by it. */
    @EventSourcingHandler
    public void on(ConnectionEvent event) {
        connection = event.connection();
        state = event instanceof ServiceConnected first ? ConnectionState.of(first) : state.after(event);
    }

    /** A connection before its first event, to be folded. */
    public static Connection unborn() {
        return new Connection();
    }

    ConnectionAnswer answer() {
        return ConnectionAnswer.of(state);
    }

    private OperatorId operator() {
        return state.connected().operator();
    }

    private ConnectionAnswer apply(ConnectionEvent event) {
        AggregateLifecycle.apply(event);
        return answer();
    }
}
