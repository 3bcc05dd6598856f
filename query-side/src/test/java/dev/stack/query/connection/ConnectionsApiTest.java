// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.api.ConnectionAnswer;
import dev.stack.events.ConnectionState;
import dev.stack.query.History;
import dev.stack.query.TestDatabase;
import org.junit.jupiter.api.Test;

class ConnectionsApiTest {

    private final TestDatabase database = new TestDatabase();
    private final ConnectionView view = new ConnectionView();
    private final ConnectionsApi api = new ConnectionsApi(new ConnectionRows(database.client()));

    @Test
    void a_connection_is_listed_until_it_is_disconnected() {
        database.fold(view, History.connected());
        assertThat(api.list(History.CALLER, History.ALL))
                .containsExactly(ConnectionAnswer.of(ConnectionState.of(History.connected())));

        database.fold(view, History.disconnected());
        assertThat(api.list(History.CALLER, History.ALL)).isEmpty();
    }

    @Test
    void T01_nobody_sees_the_connections_of_another() {
        database.fold(view, History.connected());

        assertThat(api.list(History.STRANGER, History.ALL)).isEmpty();
    }
}
