// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.command.connection.ConnectionCommand.ConnectService;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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

    private ServiceConnected connected;
    private boolean live;

    Connection() {} // Axon rebuilds from events

    /** The secret is sealed before the event is appended: a connection without one never exists. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    ConnectionAnswer connect(ConnectService command, ConnectionSecrets secrets, Clock clock) {
        int version = secrets.seal(command.caller().operator(), command.connection(), command.credential());
        AggregateLifecycle.apply(new ServiceConnected(
                command.caller().operator(),
                command.connection(),
                command.serviceId(),
                command.provider(),
                command.name(),
                command.description(),
                command.scopes(),
                version,
                command.caller().actor(),
                clock.instant()));
        return ConnectionAnswer.of(connected, live, command.warnings());
    }

    ConnectionAnswer disconnect(Instant at) {
        AggregateLifecycle.apply(new ServiceDisconnected(connected.operator(), connection, at));
        return ConnectionAnswer.of(connected, live, List.of());
    }

    /** Whether it is the caller's and not gone; otherwise it answers like a missing one. */
    public boolean isLiveFor(Caller caller) {
        return live && caller.operator().equals(connected.operator());
    }

    public ServiceConnected connected() {
        return connected;
    }

    /** The next state; public so that a decision elsewhere can be taken by it. */
    @EventSourcingHandler
    public void on(ConnectionEvent event) {
        switch (event) {
            case ServiceConnected first -> {
                connection = first.connection();
                connected = first;
                live = true;
            }
            case ServiceDisconnected _ -> live = false;
        }
    }

    /** A connection before its first event, to be folded. */
    public static Connection unborn() {
        return new Connection();
    }
}
