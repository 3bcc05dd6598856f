// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.events.ConnectionEvent.ConnectionConfigured;
import dev.stack.events.ConnectionEvent.ConnectionFailed;
import dev.stack.events.ConnectionEvent.ConnectionVerified;
import dev.stack.events.ConnectionEvent.CredentialReplaced;
import dev.stack.events.ConnectionEvent.ProxyToggled;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.CredentialKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection after some of its events.
 *
 * @param connected how it began
 * @param reason why it is in error, or {@code null}
 * @param verifiedAt when the service last took the credential in force, or {@code null}
 */
public record ConnectionState(
        ServiceConnected connected,
        ConnectionStatus status,
        @Nullable String reason,
        @Nullable Instant verifiedAt,
        boolean proxyEnabled,
        int secretVersion,
        @Nullable StoredCredential credential,
        List<String> scopes,
        ConnectionSettings settings) {

    private static final String CUSTOM = "custom_";

    public ConnectionState {
        scopes = List.copyOf(scopes);
    }

    /** As it begins. */
    public static ConnectionState of(ServiceConnected connected) {
        return new ConnectionState(
                connected,
                connected.isPending() ? ConnectionStatus.PENDING : ConnectionStatus.ACTIVE,
                null,
                null,
                true,
                connected.secretVersion(),
                connected.credential(),
                connected.scopes(),
                connected.settingsAtFirst());
    }

    /** As it is after one more. */
    public ConnectionState after(ConnectionEvent event) {
        return switch (event) {
            case ServiceConnected first -> of(first);
            case ConnectionConfigured configured -> with(configured.settings());
            case ProxyToggled toggled -> with(toggled.enabled());
            case ConnectionVerified verified -> with(ConnectionStatus.ACTIVE, null, verified.at());
            case ConnectionFailed failed -> with(ConnectionStatus.ERROR, failed.reason(), null);
            case CredentialReplaced replaced -> with(replaced);
            case ServiceDisconnected _ -> with(ConnectionStatus.DISCONNECTED, null, verifiedAt);
        };
    }

    /** Whether it is not gone. */
    public boolean isLive() {
        return status != ConnectionStatus.DISCONNECTED;
    }

    /** Whether the operator describes its service. */
    public boolean isCustom() {
        return connected.provider().startsWith(CUSTOM);
    }

    /** How its credential is made up; one value where nothing else was said. */
    public CredentialKind kind() {
        return credential == null ? CredentialKind.VALUE : credential.kind();
    }

    private ConnectionState with(ConnectionSettings changed) {
        return new ConnectionState(
                connected, status, reason, verifiedAt, proxyEnabled, secretVersion, credential, scopes, changed);
    }

    private ConnectionState with(boolean enabled) {
        return new ConnectionState(
                connected, status, reason, verifiedAt, enabled, secretVersion, credential, scopes, settings);
    }

    private ConnectionState with(ConnectionStatus now, @Nullable String why, @Nullable Instant verified) {
        return new ConnectionState(
                connected, now, why, verified, proxyEnabled, secretVersion, credential, scopes, settings);
    }

    private ConnectionState with(CredentialReplaced replaced) {
        return new ConnectionState(
                connected,
                ConnectionStatus.ACTIVE,
                null,
                null,
                proxyEnabled,
                replaced.secretVersion(),
                replaced.credential(),
                replaced.scopes() == null ? scopes : replaced.scopes(),
                settings);
    }
}
