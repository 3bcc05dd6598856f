// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.api.ConnectionAnswer;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ConnectionConfigured;
import dev.stack.events.ConnectionEvent.ConnectionFailed;
import dev.stack.events.ConnectionEvent.ConnectionVerified;
import dev.stack.events.ConnectionEvent.CredentialReplaced;
import dev.stack.events.ConnectionEvent.ProxyToggled;
import dev.stack.events.ConnectionSettings;
import dev.stack.events.ConnectionState;
import dev.stack.events.StoredCredential;
import dev.stack.query.History;
import dev.stack.query.TestDatabase;
import dev.stack.vocabulary.CredentialChange;
import dev.stack.vocabulary.CredentialKind;
import java.util.List;
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
    void what_is_shown_is_what_its_events_say() {
        var settings = new ConnectionSettings("https://acme.example", null, List.of("a.example"), null, null, false);
        var tokens = new StoredCredential(CredentialKind.OAUTH, null, History.at(600));
        List<ConnectionEvent> life = List.of(
                History.connected(),
                new ConnectionConfigured(History.OPERATOR, History.CONNECTION, settings, "op_one", History.at(1)),
                new ProxyToggled(History.OPERATOR, History.CONNECTION, false, "op_one", History.at(2)),
                new ConnectionVerified(History.OPERATOR, History.CONNECTION, History.at(3)),
                new ConnectionFailed(History.OPERATOR, History.CONNECTION, "refused", History.at(4)),
                new CredentialReplaced(
                        History.OPERATOR,
                        History.CONNECTION,
                        2,
                        tokens,
                        CredentialChange.AUTHORIZED,
                        List.of("repo"),
                        null,
                        History.at(5)),
                new CredentialReplaced(
                        History.OPERATOR,
                        History.CONNECTION,
                        3,
                        tokens,
                        CredentialChange.REFRESHED,
                        null,
                        null,
                        History.at(6)));
        ConnectionState state = ConnectionState.of(History.connected());
        for (ConnectionEvent event : life) {
            database.fold(view, event);
            database.fold(view, event);
            state = state.after(event);
            assertThat(api.list(History.CALLER, History.ALL)).containsExactly(ConnectionAnswer.of(state));
        }
    }

    @Test
    void T01_nobody_sees_the_connections_of_another() {
        database.fold(view, History.connected());

        assertThat(api.list(History.STRANGER, History.ALL)).isEmpty();
    }
}
