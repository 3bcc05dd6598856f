// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.command.connection.Connection;
import dev.stack.command.connection.ConnectionAccesses;
import dev.stack.command.decision.StateReader;
import dev.stack.events.ConnectionEvent;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import org.springframework.stereotype.Component;

/** The caller's connections, as far as their credentials matter. */
@Component
class ReachableConnections {

    private final StateReader states;
    private final ConnectionAccesses accesses;

    ReachableConnections(StateReader states, ConnectionAccesses accesses) {
        this.states = states;
        this.accesses = accesses;
    }

    /** The live ones at that provider. */
    List<ConnectionId> at(String provider, Caller caller) {
        return accesses.ofProvider(caller.operator(), provider).stream()
                .map(ConnectionAccess::connection)
                .toList();
    }

    /** What may be opened of it; the decision stands only if the connection does not change meanwhile. */
    Retrieval decisive(ConnectionId id, Caller caller) {
        return states.decisive(id, ConnectionEvent.class, Connection::unborn, Connection::on)
                .filter(connection -> connection.isLiveFor(caller))
                .map(Connection::state)
                .map(state -> new Retrieval(id, state.connected().provider(), state.secretVersion()))
                .orElseThrow(() -> Refusal.notFound("Connection", id.value()));
    }
}
