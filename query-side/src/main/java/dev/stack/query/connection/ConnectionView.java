// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.connection;

import dev.stack.events.AgentEvent;
import dev.stack.events.CallEvent;
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
import dev.stack.events.CredentialEvent;
import dev.stack.events.DomainEvent;
import dev.stack.events.LoginEvent;
import dev.stack.events.MissionEvent;
import dev.stack.events.OperatorEvent;
import dev.stack.events.PassportEvent;
import dev.stack.events.StoredCredential;
import dev.stack.events.SystemEvent;
import dev.stack.json.JsonText;
import dev.stack.query.view.Change;
import dev.stack.query.view.View;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Connections, never their secrets. */
@Component
final class ConnectionView implements View {

    static final String NAME = "query.connection";

    private static final String CONNECT = """
            insert into query.connection (connection_id, operator_id, service_id, provider, name, description, scopes,
                secret_version, connected_by, connected_at, status, credential_kind, credential_form,
                credential_expires_at, settings)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (connection_id) do nothing""";

    private static final String REPLACE = """
            update query.connection set status = 'active', status_reason = null, verified_at = null,
                secret_version = ?, credential_kind = ?, credential_form = ?, credential_expires_at = ?,
                scopes = coalesce(?::text[], scopes)
            where connection_id = ? and secret_version < ?""";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("query.connection");
    }

    @Override
    public List<Change> changes(DomainEvent event) {
        return switch (event) {
            case ConnectionEvent connection -> List.of(of(connection));
            case OperatorEvent _,
                    AgentEvent _,
                    MissionEvent _,
                    PassportEvent _,
                    CallEvent _,
                    CredentialEvent _,
                    LoginEvent _,
                    SystemEvent _ -> List.of();
        };
    }

    private static Change of(ConnectionEvent event) {
        String id = event.connection().value();
        return switch (event) {
            case ServiceConnected connected -> connect(connected);
            case ConnectionConfigured configured ->
                Change.of(
                        "update query.connection set settings = ?::jsonb where connection_id = ?",
                        json(configured.settings()),
                        id);
            case ProxyToggled toggled ->
                Change.of(
                        "update query.connection set proxy_enabled = ? where connection_id = ?", toggled.enabled(), id);
            case ConnectionVerified verified -> status("active", null, verified.at(), id);
            case ConnectionFailed failed -> status("error", failed.reason(), null, id);
            case CredentialReplaced replaced -> replace(replaced);
            case ServiceDisconnected gone ->
                Change.of(
                        "update query.connection set disconnected_at = ?, status = 'disconnected',"
                                + " status_reason = null where connection_id = ?",
                        gone.at(),
                        id);
        };
    }

    private static Change connect(ServiceConnected event) {
        StoredCredential credential = event.credential();
        return Change.of(
                CONNECT,
                event.connection().value(),
                event.operator().value(),
                event.serviceId(),
                event.provider(),
                event.name(),
                event.description(),
                event.scopes(),
                event.secretVersion(),
                event.connectedBy(),
                event.at(),
                ConnectionState.of(event).status().wire(),
                credential == null ? null : credential.kind().name(),
                credential == null ? null : credential.form(),
                credential == null ? null : credential.expiresAt(),
                json(event.settingsAtFirst()));
    }

    private static Change replace(CredentialReplaced event) {
        return Change.of(
                REPLACE,
                event.secretVersion(),
                event.credential().kind().name(),
                event.credential().form(),
                event.credential().expiresAt(),
                event.scopes(),
                event.connection().value(),
                event.secretVersion());
    }

    private static Change status(String status, @Nullable String reason, @Nullable Instant verifiedAt, String id) {
        return Change.of(
                "update query.connection set status = ?, status_reason = ?, verified_at = ? where connection_id = ?",
                status,
                reason,
                verifiedAt,
                id);
    }

    private static String json(ConnectionSettings settings) {
        return JsonText.write(settings.toJson());
    }
}
