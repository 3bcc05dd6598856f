// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.TokenRefresh.Result;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Credentials for use: those that end soon are renewed first, once for all who ask at the same time. */
@Component
public class ConnectionCredentials {

    private static final Duration AHEAD = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final ConnectionAccesses accesses;
    private final ConnectionSecrets secrets;
    private final TokenRefresh refresh;
    private final RefreshLeases leases;
    private final Clock clock;

    ConnectionCredentials(
            ConnectionAccesses accesses,
            ConnectionSecrets secrets,
            TokenRefresh refresh,
            RefreshLeases leases,
            Clock clock) {
        this.accesses = accesses;
        this.secrets = secrets;
        this.refresh = refresh;
        this.leases = leases;
        this.clock = clock;
    }

    /**
     * The connection with a credential that is good for a minute at least, as far as can be known. When it cannot be
     * renewed now, the one in force is as good as it is until its end.
     *
     * @throws Refusal {@code UPSTREAM_ERROR} when it has ended and there is no other; {@code NOT_FOUND} when the
     *     connection went meanwhile
     */
    public ConnectionAccess fresh(ConnectionAccess access) {
        return endsBy(access, clock.instant().plus(AHEAD)) ? renewed(access) : access;
    }

    /** The connection with newer tokens than these, for a service that refuses them before their time. */
    ConnectionAccess renewed(ConnectionAccess access) {
        long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
        ConnectionAccess current = access;
        do {
            current = again(current);
            if (current.secretVersion() != access.secretVersion() || current.status() != ConnectionStatus.ACTIVE) {
                return usable(current, "");
            }
            if (leases.take(current.connection())) {
                return renewLeased(access);
            }
            if (leases.isPaused(current.connection())) {
                return usable(current, "its renewal failed a moment ago");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        } while (System.nanoTime() - patienceEnds < 0);
        return usable(current, "its renewal takes too long");
    }

    /**
     * The credential in force as it is handed out: of one that an OAuth server issued, the access token alone. Empty when
     * there is none. The caller closes it.
     */
    public Optional<Credential> open(ConnectionAccess access) {
        return secrets.open(access).map(stored -> handedOut(access, stored));
    }

    private ConnectionAccess renewLeased(ConnectionAccess seen) {
        ConnectionAccess current = again(seen);
        if (current.secretVersion() != seen.secretVersion() || current.status() != ConnectionStatus.ACTIVE) {
            leases.release(current.connection());
            return usable(current, "");
        }
        Result result = refresh.run(current);
        return usable(again(current), result.why());
    }

    private ConnectionAccess usable(ConnectionAccess access, String why) {
        if (access.status() == ConnectionStatus.ERROR) {
            throw gone(
                    access,
                    "the service no longer takes its credential; see its status_reason in GET"
                            + " /v1/services/connected");
        }
        if (endsBy(access, clock.instant())) {
            throw gone(access, why.isEmpty() ? "its access token has ended" : why);
        }
        return access;
    }

    private static Refusal gone(ConnectionAccess access, String why) {
        return new Refusal(
                ErrorCode.UPSTREAM_ERROR,
                "Connection " + access.connection() + " to " + access.provider()
                        + " has no credential that is good now: " + why + ".");
    }

    private ConnectionAccess again(ConnectionAccess access) {
        return accesses.find(access.operator(), access.connection())
                .orElseThrow(
                        () -> Refusal.notFound("Connection", access.connection().value()));
    }

    private static boolean endsBy(ConnectionAccess access, Instant moment) {
        return access.credentialExpiresAt() != null
                && !access.credentialExpiresAt().isAfter(moment);
    }

    /** A form of the catalogue has no such field, and a custom service no OAuth. */
    private static Credential handedOut(ConnectionAccess access, Credential stored) {
        SecretBytes token = stored.fields().get(Injections.ACCESS_TOKEN);
        if (token == null || access.provider().startsWith(ConnectionSlugs.CUSTOM)) {
            return stored;
        }
        try (stored) {
            return Credential.ofValue(token.duplicate());
        }
    }
}
