// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.command.connection.ConnectionCommand.ConnectService;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.ConnectionState;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
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

    /** The secret is sealed before the event is appended: a connection without one never exists. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    ConnectionAnswer connect(ConnectService command, ConnectionSecrets secrets, Clock clock) {
        int version = secrets.seal(
                command.caller().operator(),
                command.connection(),
                command.credential().secret());
        return apply(new ServiceConnected(
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
                command.credential().told(),
                command.settings()));
    }

    ConnectionAnswer disconnect(Instant at) {
        return apply(new ServiceDisconnected(state.connected().operator(), connection, at));
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

    private ConnectionAnswer apply(ConnectionEvent event) {
        AggregateLifecycle.apply(event);
        return ConnectionAnswer.of(state);
    }
}
