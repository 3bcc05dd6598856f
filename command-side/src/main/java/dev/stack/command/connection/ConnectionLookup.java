// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ConnectionConfigured;
import dev.stack.events.ConnectionEvent.ConnectionFailed;
import dev.stack.events.ConnectionEvent.ConnectionVerified;
import dev.stack.events.ConnectionEvent.CredentialReplaced;
import dev.stack.events.ConnectionEvent.ProxyToggled;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.ConnectionSettings;
import dev.stack.events.DomainEvent;
import dev.stack.events.StoredCredential;
import dev.stack.json.JsonText;
import dev.stack.vocabulary.ConnectionStatus;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the rows that {@link ConnectionAccesses} reads. */
@Component
final class ConnectionLookup implements Lookup {

    private static final String INSERT = """
            INSERT INTO command.connection (connection_id, operator_id, provider, status, proxy_enabled, secret_version,
                credential_kind, credential_form, credential_expires_at, settings)
            VALUES (?, ?, ?, ?, true, ?, ?, ?, ?, ?)""";

    private static final String REPLACE = """
            UPDATE command.connection SET status = ?, secret_version = ?, credential_kind = ?, credential_form = ?,
                credential_expires_at = ?
            WHERE connection_id = ?""";

    @Override
    public List<Guard> on(DomainEvent event) {
        return event instanceof ConnectionEvent change ? onConnection(change) : List.of();
    }

    private static List<Guard> onConnection(ConnectionEvent event) {
        String id = event.connection().value();
        return switch (event) {
            case ServiceConnected connected -> List.of(insert(connected));
            case ConnectionConfigured configured ->
                List.of(Guard.write(
                        "UPDATE command.connection SET settings = ? WHERE connection_id = ?",
                        text(configured.settings()),
                        id));
            case ProxyToggled toggled ->
                List.of(Guard.write(
                        "UPDATE command.connection SET proxy_enabled = ? WHERE connection_id = ?",
                        toggled.enabled(),
                        id));
            case CredentialReplaced replaced -> List.of(replace(replaced), retire(replaced));
            case ConnectionVerified _ -> List.of(status(ConnectionStatus.ACTIVE, id));
            case ConnectionFailed _ -> List.of(status(ConnectionStatus.ERROR, id));
            case ServiceDisconnected _ ->
                List.of(
                        Guard.write("DELETE FROM command.connection WHERE connection_id = ?", id),
                        Guard.write("DELETE FROM command.oauth_authorization WHERE connection_id = ?", id),
                        Guard.write("DELETE FROM command.oauth_refresh WHERE connection_id = ?", id),
                        Guard.write("DELETE FROM command.secret_replaced WHERE connection_id = ?", id));
        };
    }

    private static Guard insert(ServiceConnected event) {
        StoredCredential credential = event.credential();
        return Guard.write(
                INSERT,
                event.connection().value(),
                event.operator().value(),
                event.provider(),
                (event.isPending() ? ConnectionStatus.PENDING : ConnectionStatus.ACTIVE).wire(),
                event.secretVersion(),
                kind(credential),
                credential == null ? null : credential.form(),
                expiry(credential),
                text(event.settingsAtFirst()));
    }

    private static Guard replace(CredentialReplaced event) {
        return Guard.write(
                REPLACE,
                ConnectionStatus.ACTIVE.wire(),
                event.secretVersion(),
                kind(event.credential()),
                event.credential().form(),
                expiry(event.credential()),
                event.connection().value());
    }

    private static Guard retire(CredentialReplaced event) {
        return Guard.write(
                "INSERT INTO command.secret_replaced (connection_id, operator_id, version, replaced_at)"
                        + " VALUES (?, ?, ?, ?)",
                event.connection().value(),
                event.operator().value(),
                event.secretVersion(),
                event.at().atOffset(ZoneOffset.UTC));
    }

    private static Guard status(ConnectionStatus status, String id) {
        return Guard.write("UPDATE command.connection SET status = ? WHERE connection_id = ?", status.wire(), id);
    }

    private static @Nullable String kind(@Nullable StoredCredential credential) {
        return credential == null ? null : credential.kind().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable OffsetDateTime expiry(@Nullable StoredCredential credential) {
        return credential == null || credential.expiresAt() == null
                ? null
                : credential.expiresAt().atOffset(ZoneOffset.UTC);
    }

    private static String text(ConnectionSettings settings) {
        return JsonText.write(settings.toJson());
    }
}
