// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.database.TestDatabase;
import dev.stack.command.ledger.Guard;
import dev.stack.events.ConnectionEvent;
import dev.stack.events.ConnectionEvent.ConnectionConfigured;
import dev.stack.events.ConnectionEvent.ConnectionFailed;
import dev.stack.events.ConnectionEvent.ConnectionVerified;
import dev.stack.events.ConnectionEvent.CredentialReplaced;
import dev.stack.events.ConnectionEvent.ProxyToggled;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.ConnectionSettings;
import dev.stack.events.StoredCredential;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.CredentialChange;
import dev.stack.vocabulary.CredentialKind;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ConnectionAccessesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperatorId OPERATOR = new OperatorId("op_1");
    private static final ConnectionId ID = new ConnectionId("scon_1");
    private static final StoredCredential TOKEN = new StoredCredential(CredentialKind.VALUE, null, null);

    private final JdbcClient sql = TestDatabase.create().sql();
    private final ConnectionLookup lookup = new ConnectionLookup();
    private final ConnectionAccesses accesses = new ConnectionAccesses(sql, ServiceCatalog.bundled());

    @Test
    void the_catalogue_says_where_a_credential_may_go_and_how() {
        happens(connected("github", TOKEN, null));
        assertThat(access())
                .isEqualTo(new ConnectionAccess(
                        OPERATOR,
                        ID,
                        "github",
                        ConnectionStatus.ACTIVE,
                        true,
                        1,
                        List.of(new AllowedHost("api.github.com"), new AllowedHost("uploads.github.com")),
                        false,
                        null,
                        List.of(Injection.bearer(null)),
                        Map.of("X-GitHub-Api-Version", "2022-11-28", "Accept", "application/vnd.github+json"),
                        Map.of(),
                        null));
    }

    @Test
    void the_operator_says_it_of_a_custom_service() {
        var injection = new JsonObject(Map.of(
                "style", new JsonString("header"),
                "name", new JsonString("X-Key"),
                "headers", new JsonObject(Map.of("X-Version", new JsonString("7")))));
        happens(connected("custom_billing", TOKEN, null));
        assertThat(access().allowedHosts()).isEmpty();
        assertThat(access().injections()).containsExactly(Injection.bearer(null));

        happens(new ConnectionConfigured(
                OPERATOR,
                ID,
                new ConnectionSettings("https://b.example", "a1", List.of("localhost:8443"), injection, "PEM", true),
                "op_1",
                NOON));
        assertThat(access().allowedHosts()).containsExactly(new AllowedHost("localhost:8443"));
        assertThat(access().injections())
                .containsExactly(new Injection(Injection.Style.HEADER, "X-Key", null, null, null, null));
        assertThat(access().headers()).containsExactly(Map.entry("X-Version", "7"));
        assertThat(access().placeholders()).isEqualTo(Map.of("instance_url", "https://b.example", "account_id", "a1"));
        assertThat(access().tlsCaPem()).isEqualTo("PEM");
        assertThat(access().allowPrivateNetwork()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "slack,    VALUE,  ,      bearer, ",
        "slack,    OAUTH,  ,      bearer, access_token",
        "slack,    FIELDS, token, bearer, token",
        "linear,   VALUE,  key,   header, ",
        "linear,   FIELDS, key,   header, key",
        "linear,   OAUTH,  ,      bearer, access_token",
        "openai,   VALUE,  key,   bearer, ",
        "openai,   VALUE,  ,      bearer, ",
        "jira,     FIELDS, basic, basic,  "
    })
    void how_it_was_connected_decides_where_the_credential_is_put(
            String provider, CredentialKind kind, @Nullable String form, String style, @Nullable String field) {
        happens(connected(provider, new StoredCredential(kind, form, null), null));
        assertThat(access().injections()).singleElement().satisfies(place -> {
            assertThat(place.style().wire()).isEqualTo(style);
            assertThat(place.field()).isEqualTo(field);
        });
    }

    @Test
    void supabase_gets_its_key_twice() {
        happens(connected("supabase", new StoredCredential(CredentialKind.FIELDS, "key", null), null));
        assertThat(access().injections())
                .extracting(Injection::style)
                .containsExactly(Injection.Style.HEADER, Injection.Style.BEARER);
    }

    @Test
    void fields_of_a_custom_service_go_nowhere_until_one_is_named() {
        happens(connected("custom_db", new StoredCredential(CredentialKind.FIELDS, null, null), null));
        assertThat(access().injections()).isEmpty();
    }

    @Test
    void what_happens_to_a_connection_is_seen_at_once() {
        happens(connected("slack", TOKEN, null));
        happens(new ProxyToggled(OPERATOR, ID, false, "op_1", NOON));
        assertThat(access().proxyEnabled()).isFalse();

        happens(new ConnectionFailed(OPERATOR, ID, "refused", NOON));
        assertThat(access().status()).isEqualTo(ConnectionStatus.ERROR);

        happens(new ConnectionVerified(OPERATOR, ID, NOON));
        assertThat(access().status()).isEqualTo(ConnectionStatus.ACTIVE);

        happens(new CredentialReplaced(
                OPERATOR,
                ID,
                4,
                new StoredCredential(CredentialKind.OAUTH, null, NOON),
                CredentialChange.REFRESHED,
                null,
                null,
                NOON));
        assertThat(access().secretVersion()).isEqualTo(4);
        assertThat(access().credentialExpiresAt()).isEqualTo(NOON);

        happens(new ServiceDisconnected(OPERATOR, ID, NOON));
        assertThat(accesses.find(OPERATOR, ID)).isEmpty();
    }

    @Test
    void a_connection_without_a_credential_is_pending() {
        happens(new ServiceConnected(
                OPERATOR, ID, "svc_gmail", "gmail", "Gmail", null, List.of("*"), 0, "op_1", NOON, null, null));
        assertThat(access().status()).isEqualTo(ConnectionStatus.PENDING);
        assertThat(access().secretVersion()).isZero();
    }

    @Test
    void T01_nobody_finds_the_connection_of_another() {
        happens(connected("slack", TOKEN, null));
        var stranger = new OperatorId("op_2");
        assertThat(accesses.find(stranger, ID)).isEmpty();
        assertThat(accesses.ofProvider(stranger, "slack")).isEmpty();
        assertThat(accesses.ofProvider(OPERATOR, "slack")).containsExactly(access());
        assertThat(accesses.ofProvider(OPERATOR, "github")).isEmpty();
    }

    private static ServiceConnected connected(
            String provider, StoredCredential credential, @Nullable ConnectionSettings settings) {
        return new ServiceConnected(
                OPERATOR, ID, "svc", provider, "Name", null, List.of("*"), 1, "op_1", NOON, credential, settings);
    }

    private ConnectionAccess access() {
        Optional<ConnectionAccess> found = accesses.find(OPERATOR, ID);
        return found.orElseThrow();
    }

    private void happens(ConnectionEvent event) {
        for (Guard guard : lookup.on(event)) {
            sql.sql(guard.sql()).params(guard.arguments()).update();
        }
    }
}
