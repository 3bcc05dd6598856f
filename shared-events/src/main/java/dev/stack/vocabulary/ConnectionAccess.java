// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call through a connection must know of it: never the secret, only which version of it is in force.
 *
 * @param provider slug, such as {@code slack} or {@code custom_billing}
 * @param secretVersion version of the sealed credential, from 1; 0 = none yet
 * @param allowedHosts the only hosts the credential may reach; empty = not configured, nothing can be called
 * @param allowPrivateNetwork whether a host that {@code allowedHosts} names exactly may have a private or loopback address
 * @param tlsCaPem CA certificates trusted for this connection besides the usual ones, or {@code null}
 * @param injections where the credential is put; empty = not configured, nothing can be called
 * @param headers fixed headers every call gets, such as the version of the API
 * @param placeholders what stands for {@code {{name}}} in a URL, such as {@code instance_url}
 * @param credentialExpiresAt when the credential ends by itself, or {@code null}
 */
public record ConnectionAccess(
        OperatorId operator,
        ConnectionId connection,
        String provider,
        ConnectionStatus status,
        boolean proxyEnabled,
        int secretVersion,
        List<AllowedHost> allowedHosts,
        boolean allowPrivateNetwork,
        @Nullable String tlsCaPem,
        List<Injection> injections,
        Map<String, String> headers,
        Map<String, String> placeholders,
        @Nullable Instant credentialExpiresAt) {

    public ConnectionAccess {
        allowedHosts = List.copyOf(allowedHosts);
        injections = List.copyOf(injections);
        headers = Map.copyOf(headers);
        placeholders = Map.copyOf(placeholders);
    }

    /** The same with another version of its credential. */
    public ConnectionAccess withCredential(int version, @Nullable Instant expiresAt) {
        return new ConnectionAccess(
                operator,
                connection,
                provider,
                status,
                proxyEnabled,
                version,
                allowedHosts,
                allowPrivateNetwork,
                tlsCaPem,
                injections,
                headers,
                placeholders,
                expiresAt);
    }
}
