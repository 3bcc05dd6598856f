// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.ConnectionCommand.Fail;
import dev.stack.command.connection.ConnectionCommand.ReplaceCredential;
import dev.stack.command.connection.oauth.TokenAnswer;
import dev.stack.command.connection.oauth.TokenAnswer.Granted;
import dev.stack.command.connection.oauth.TokenAnswer.Refused;
import dev.stack.command.connection.oauth.TokenAnswer.Unclear;
import dev.stack.command.connection.oauth.TokenEndpoint;
import dev.stack.command.connection.oauth.TokenRequest;
import dev.stack.command.decision.Decisions;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.CredentialChange;
import dev.stack.vocabulary.Role;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Trades a refresh token for new tokens, for whoever holds the lease. The new ones are sealed and recorded before anyone
 * uses them: a refresh token may be good only once. Trouble changes nothing; only the service's own word that the grant
 * is gone ends the connection's credential.
 */
@Component
class TokenRefresh {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRefresh.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final OAuthClients clients;
    private final TokenEndpoint endpoint;
    private final ConnectionSecrets secrets;
    private final ConnectionAccesses accesses;
    private final RefreshLeases leases;
    private final Decisions decisions;
    private final Clock clock;

    TokenRefresh(
            OAuthClients clients,
            TokenEndpoint endpoint,
            ConnectionSecrets secrets,
            ConnectionAccesses accesses,
            RefreshLeases leases,
            Decisions decisions,
            Clock clock) {
        this.clients = clients;
        this.endpoint = endpoint;
        this.secrets = secrets;
        this.accesses = accesses;
        this.leases = leases;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param why why there is nothing new; empty when there is
     */
    record Result(String why) {}

    /** Renews the tokens of {@code access} and gives the lease back. */
    Result run(ConnectionAccess access) {
        String why = "its renewal failed on our side";
        try {
            why = renew(access);
        } finally {
            if (why.isEmpty()) {
                leases.release(access.connection());
            } else {
                LOG.atWarn()
                        .addKeyValue("connection", access.connection())
                        .addKeyValue("provider", access.provider())
                        .addKeyValue("why", why)
                        .log("the tokens of a connection could not be renewed");
                leases.release(access.connection(), PAUSE);
            }
        }
        return new Result(why);
    }

    private String renew(ConnectionAccess access) {
        OAuthClient client = clients.of(access.provider()).orElse(null);
        if (client == null) {
            return "this server has no OAuth client for " + access.provider();
        }
        try (Credential stored = secrets.open(access).orElse(null)) {
            SecretBytes refreshToken = stored == null ? null : stored.fields().get(OAuthCredentials.REFRESH_TOKEN);
            if (refreshToken == null) {
                return withoutRefreshToken(access);
            }
            return settle(access, refreshToken, client);
        }
    }

    private String settle(ConnectionAccess access, SecretBytes refreshToken, OAuthClient client) {
        Instant asked = clock.instant();
        return switch (ask(client, refreshToken)) {
            case Granted granted -> {
                decisions.decide(new ReplaceCredential(
                        access.connection(),
                        access.secretVersion(),
                        OAuthCredentials.of(granted, refreshToken, asked),
                        CredentialChange.REFRESHED,
                        granted.scopes(),
                        caller(access)));
                yield "";
            }
            case Refused(String word) -> refused(access, word);
            case Unclear(String why) -> why;
        };
    }

    private TokenAnswer ask(OAuthClient client, SecretBytes refreshToken) {
        try (TokenRequest request = TokenRequest.ofRefresh(refreshToken, client.login())) {
            return TokenAnswer.read(endpoint.post(client.tokenUrl(), request));
        } catch (IOException unreachable) {
            return new Unclear("its token endpoint did not answer");
        }
    }

    /** Perhaps another process was first, and our refresh token old: then theirs is the one to use. */
    private String refused(ConnectionAccess access, String word) {
        boolean stillOurs = accesses.find(access.operator(), access.connection())
                .filter(current -> current.secretVersion() == access.secretVersion())
                .isPresent();
        if (stillOurs) {
            fail(
                    access,
                    "The service no longer takes the refresh token (" + word + "): access was withdrawn there or has"
                            + " ended. Agree again with POST /v1/services/" + access.connection() + "/authorize.");
            return "the service no longer takes the refresh token (" + word + ")";
        }
        return "";
    }

    private String withoutRefreshToken(ConnectionAccess access) {
        Instant end = access.credentialExpiresAt();
        if (end != null && !end.isAfter(clock.instant())) {
            fail(
                    access,
                    "The access token has ended and the service gave no refresh token. Agree again with POST"
                            + " /v1/services/" + access.connection() + "/authorize.");
        }
        return "the service gave no refresh token";
    }

    private void fail(ConnectionAccess access, String reason) {
        decisions.decide(new Fail(access.connection(), access.secretVersion(), reason, caller(access)));
    }

    private static Caller caller(ConnectionAccess access) {
        return new Caller(access.operator(), Role.STANDARD, access.operator().value());
    }
}
