// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.oauth.Pkce;
import dev.stack.command.ledger.Guard;
import dev.stack.command.passport.PassportProperties;
import dev.stack.vault.Sealer;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.RandomText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * People on their way to a service and back. What comes back is good once, for ten minutes, and only for the connection
 * it was made for; of the state only its hash is kept, the proof key is sealed.
 */
@Component
class Authorizations implements AuthorizationStart {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final String CALLBACK = "/v1/oauth/callback";
    private static final String PURPOSE = "oauth-verifier";
    private static final int STATE_LENGTH = 43;
    private static final int VERIFIER_LENGTH = 64;

    private static final String INSERT = """
            INSERT INTO command.oauth_authorization
                (state_hash, operator_id, connection_id, provider, verifier, expires_at) VALUES (?, ?, ?, ?, ?, ?)""";

    private final JdbcClient jdbc;
    private final OAuthClients clients;
    private final Sealer sealer;
    private final SecureRandom random;
    private final Clock clock;
    private final String redirectUri;

    Authorizations(
            JdbcClient jdbc,
            OAuthClients clients,
            Sealer sealer,
            SecureRandom random,
            Clock clock,
            PassportProperties properties) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.sealer = sealer;
        this.random = random;
        this.clock = clock;
        String base = properties.issuer().toString();
        this.redirectUri = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + CALLBACK;
    }

    /** Where services send people back to. */
    String redirectUri() {
        return redirectUri;
    }

    @Override
    public Optional<Authorization> begin(ConnectionId connection, String provider, List<String> scopes, Caller caller) {
        return clients.of(provider).map(client -> begin(connection, client, scopes, caller));
    }

    private Authorization begin(ConnectionId connection, OAuthClient client, List<String> scopes, Caller caller) {
        String state = RandomText.of(STATE_LENGTH, random);
        String verifier = RandomText.of(VERIFIER_LENGTH, random);
        byte[] hash = Pkce.sha256(state);
        Guard remember = Guard.write(
                INSERT,
                hash,
                caller.operator().value(),
                connection.value(),
                client.provider(),
                sealer.seal(caller.operator(), PURPOSE, hex(hash), verifier.getBytes(StandardCharsets.US_ASCII)),
                clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC));
        return new Authorization(url(client, scopes, state, verifier), state, remember);
    }

    /** Stores it at once, for a command that appends nothing. */
    void remember(Authorization authorization) {
        jdbc.sql(authorization.remember().sql())
                .params(authorization.remember().arguments())
                .update();
    }

    /** Uses the state up: whatever comes of it, it is good for nothing more. Empty when it is unknown, used or too old. */
    Optional<Returned> take(String state) {
        byte[] hash = Pkce.sha256(state);
        return jdbc.sql("DELETE FROM command.oauth_authorization WHERE state_hash = ?"
                        + " RETURNING operator_id, connection_id, provider, verifier, expires_at")
                .param(hash)
                .query((row, _) -> new Returned(
                        new OperatorId(row.getString("operator_id")),
                        new ConnectionId(row.getString("connection_id")),
                        row.getString("provider"),
                        hex(hash),
                        row.getBytes("verifier"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional()
                .filter(returned -> returned.expiresAt().isAfter(clock.instant()));
    }

    /** The proof key. The caller closes it. */
    SecretBytes verifier(Returned returned) {
        return sealer.unseal(returned.operator(), PURPOSE, returned.subject(), returned.verifier());
    }

    /** Forgets those that are too old to come back. */
    void forgetExpired() {
        jdbc.sql("DELETE FROM command.oauth_authorization WHERE expires_at < ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private String url(OAuthClient client, List<String> scopes, String state, String verifier) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.login().id());
        parameters.put("redirect_uri", redirectUri);
        List<String> asked = scopes.isEmpty() ? client.defaultScopes() : scopes;
        if (!asked.isEmpty()) {
            parameters.put("scope", String.join(client.scopeSeparator(), asked));
        }
        parameters.put("state", state);
        parameters.put("code_challenge", Pkce.challenge(verifier));
        parameters.put("code_challenge_method", "S256");
        parameters.putAll(client.parameters());
        return client.authorizationUrl() + "?"
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    /**
     * One that came back.
     *
     * @param subject what the verifier is sealed for
     */
    record Returned(
            OperatorId operator,
            ConnectionId connection,
            String provider,
            String subject,
            byte[] verifier,
            Instant expiresAt) {
        @Override
        public String toString() {
            return "Returned[" + connection + "]";
        }
    }
}
