// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

/** What a connection decides by itself; that its secret is sealed and destroyed is asked of the whole server. */
class ConnectionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperatorId OPERATOR = new OperatorId("op_1");
    private static final ConnectionId ID = new ConnectionId("conn_1");
    private static final ServiceConnected CONNECTED = new ServiceConnected(
            OPERATOR, ID, "svc_slack", "slack", "Slack", null, List.of("chat:write"), 1, "op_1", NOON, null, null);
    private static final ServiceDisconnected DISCONNECTED = new ServiceDisconnected(OPERATOR, ID, NOON);

    /** Asks for the disconnection, as the handler does. */
    record Ending() {}

    static final class Asking {
        private final Repository<Connection> connections;

        Asking(Repository<Connection> connections) {
            this.connections = connections;
        }

        @CommandHandler
        Object on(Ending ask) {
            return connections.load(ID.value()).invoke(connection -> connection.disconnect(NOON));
        }
    }

    @Test
    void it_is_disconnected_for_its_operator() {
        var fixture = new AggregateTestFixture<>(Connection.class);
        fixture.registerAnnotatedCommandHandler(new Asking(fixture.getRepository()))
                .given(CONNECTED)
                .when(new Ending())
                .expectEvents(DISCONNECTED);
    }

    @Test
    void disconnected_or_anothers_it_is_missing() {
        assertThat(fold(CONNECTED).isLiveFor(caller("op_1"))).isTrue();
        assertThat(fold(CONNECTED).isLiveFor(caller("op_2"))).isFalse();
        assertThat(fold(CONNECTED, DISCONNECTED).isLiveFor(caller("op_1"))).isFalse();
    }

    private static Caller caller(String operator) {
        return new Caller(new OperatorId(operator), Role.OPERATOR, operator);
    }

    private static Connection fold(ConnectionEvent... facts) {
        Connection connection = Connection.unborn();
        List.of(facts).forEach(connection::on);
        return connection;
    }
}
