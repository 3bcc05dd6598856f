// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.connection.ConnectionAccesses;
import dev.stack.command.connection.ConnectionCredentials;
import dev.stack.command.database.TestDatabase;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.oauthserver.Gate;
import dev.stack.oauthserver.OAuthServer;
import dev.stack.vault.Credential;
import dev.stack.vault.SealedSecrets;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Connecting by OAuth, and staying connected, with a real OAuth server. */
class OAuthTest {

    private static final OAuthServer OAUTH = OAuthServer.start();
    private static final ApiServer SERVER = ApiServer.start(TestDatabase.create(), settings());
    private static final Duration UNTIL_NEARLY_OVER = Duration.ofSeconds(270);
    private static final Duration UNTIL_OVER = Duration.ofSeconds(330);

    private final Operator operator = SERVER.operator();

    @AfterAll
    static void stop() {
        SERVER.close();
        OAUTH.close();
    }

    @Test
    void a_person_agrees_and_the_pending_connection_becomes_active() {
        Answer begun = begin();
        assertThat(begun.status()).isEqualTo(201);
        assertThat(Scene.text(begun, "status")).isEqualTo("pending");
        String url = Scene.text(begun, "authorization_url");
        assertThat(url)
                .startsWith(OAUTH.url() + "/oauth2/authorize?response_type=code&client_id=" + OAuthServer.CLIENT)
                .contains("code_challenge_method=S256", "state=" + Scene.text(begun, "state"));

        Answer back = SERVER.nobody().get(OAUTH.person().agree(url));

        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(Scene.text(back, "status")).isEqualTo("active");
        JsonObject shown = shown(Scene.text(begun, "id"));
        assertThat(Scene.text(shown, "status")).isEqualTo("active");
        assertThat(shown.get("scopes").orElseThrow()).hasToString("[\"repo\"]");
        assertThat(shown.get("credential_expires_at").orElseThrow()).isNotEqualTo(JsonValue.NULL);
        ConnectionAccess access = access(SERVER, Scene.text(begun, "id"));
        assertThat(access.injections()).containsExactly(Injection.bearer("access_token"));
    }

    @Test
    void only_the_access_token_is_handed_out() {
        ConnectionAccess access = access(SERVER, connected());
        try (Credential credential =
                SERVER.bean(ConnectionCredentials.class).open(access).orElseThrow()) {
            assertThat(credential.value()).isPresent();
            assertThat(credential.fields()).isEmpty();
        }
    }

    @Test
    void K10_a_state_is_good_once() {
        String callback = OAUTH.person().agree(Scene.text(begin(), "authorization_url"));
        assertThat(SERVER.nobody().get(callback).status()).isEqualTo(200);
        SERVER.nobody().get(callback).isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void K10_a_state_that_is_missing_unknown_or_too_old_is_refused() {
        for (String query : List.of("", "?code=x", "?code=x&state=", "?code=x&state=nobodys")) {
            SERVER.nobody().get("/v1/oauth/callback" + query).isProblem(400, ErrorCode.INVALID_REQUEST);
        }
        String callback = OAUTH.person().agree(Scene.text(begin(), "authorization_url"));
        SERVER.clock().forward(Duration.ofMinutes(11));
        SERVER.nobody().get(callback).isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void K10_another_operator_cannot_bring_it_back() {
        String callback = OAUTH.person().agree(Scene.text(begin(), "authorization_url"));
        SERVER.operator().http().get(callback).isProblem(400, ErrorCode.INVALID_REQUEST);
        SERVER.nobody().get(callback).isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void K10_a_code_of_another_flow_is_worth_nothing() {
        String stolen = OAUTH.person().agree(Scene.text(begin(), "authorization_url"));
        Answer own = begin();
        SERVER.nobody()
                .get("/v1/oauth/callback?code=" + code(stolen) + "&state=" + Scene.text(own, "state"))
                .isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(Scene.text(shown(Scene.text(own, "id")), "status")).isEqualTo("error");
    }

    @Test
    void K10_without_a_proof_key_the_server_gives_no_code() {
        Answer begun = begin();
        String url = Scene.text(begun, "authorization_url");
        String bare = url.substring(0, url.indexOf("&code_challenge="));
        String callback = OAUTH.person().agree(bare);
        assertThat(callback).contains("error=invalid_request").doesNotContain("code=");
        SERVER.nobody().get(callback).isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(Scene.text(shown(Scene.text(begun, "id")), "status_reason")).contains("did not give access");
    }

    @Test
    void tokens_are_renewed_before_their_end_and_the_old_ones_destroyed_later() {
        String id = connected();
        SERVER.clock().forward(UNTIL_NEARLY_OVER);
        ConnectionAccess before = access(SERVER, id);

        ConnectionAccess after = SERVER.bean(ConnectionCredentials.class).fresh(before);

        assertThat(after.secretVersion()).isEqualTo(2);
        assertThat(after.credentialExpiresAt())
                .isAfter(Objects.requireNonNull(before.credentialExpiresAt()).plusSeconds(200));
        assertThat(SERVER.bean(ConnectionCredentials.class).fresh(before)).isEqualTo(after);
        assertThat(token(before, "access_token")).isNotEqualTo(token(after, "access_token"));
        assertThat(token(before, "refresh_token")).isNotEqualTo(token(after, "refresh_token"));
        assertThat(new Scene(operator, "", "", "").entries("vault.refresh")).hasSize(1);
    }

    @Test
    void K09_two_processes_that_need_it_at_once_renew_once() throws Exception {
        String id = connected();
        String[] settings = settings();
        String[] sharing = List.of(settings).toArray(new String[settings.length + 1]);
        sharing[settings.length] = "--stack.vault.kek-file=" + SERVER.folder().resolve("data/vault/kek");
        try (ApiServer second = ApiServer.start(SERVER.database(), sharing);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            second.clock()
                    .forward(Duration.between(
                            second.clock().instant(), SERVER.clock().instant()));
            for (ApiServer server : List.of(SERVER, second)) {
                server.clock().forward(UNTIL_NEARLY_OVER);
            }
            int askedBefore = OAUTH.asked("refresh_token");
            var start = new CyclicBarrier(8);
            List<Future<ConnectionAccess>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ApiServer server = i % 2 == 0 ? SERVER : second;
                all.add(threads.submit(() -> {
                    ConnectionAccess stale = access(server, id);
                    start.await();
                    return server.bean(ConnectionCredentials.class).fresh(stale);
                }));
            }
            for (Future<ConnectionAccess> one : all) {
                assertThat(one.get().secretVersion()).isEqualTo(2);
            }
            assertThat(OAUTH.asked("refresh_token") - askedBefore).isEqualTo(1);
        }
    }

    @Test
    void K09_whoever_lost_the_race_uses_what_the_winner_stored() throws Exception {
        String id = connected();
        SERVER.clock().forward(UNTIL_NEARLY_OVER);
        ConnectionAccess stale = access(SERVER, id);
        var credentials = SERVER.bean(ConnectionCredentials.class);
        Gate gate = OAUTH.holdNext();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<ConnectionAccess> slow = thread.submit(() -> credentials.fresh(stale));
            gate.awaitArrival();
            SERVER.database()
                    .sql()
                    .sql("update command.oauth_refresh set leased_until = null where connection_id = ?")
                    .param(id)
                    .update();

            assertThat(credentials.fresh(stale).secretVersion()).isEqualTo(2);
            gate.open();

            assertThat(slow.get().secretVersion()).isEqualTo(2);
        }
        assertThat(access(SERVER, id).status()).isEqualTo(ConnectionStatus.ACTIVE);
        assertThat(access(SERVER, id).secretVersion()).isEqualTo(2);
    }

    @Test
    void a_token_endpoint_that_is_down_changes_nothing() {
        String id = connected();
        SERVER.clock().forward(UNTIL_NEARLY_OVER);
        ConnectionAccess stale = access(SERVER, id);
        OAUTH.breakDown(true);
        try {
            assertThat(SERVER.bean(ConnectionCredentials.class).fresh(stale)).isEqualTo(stale);

            SERVER.clock().forward(UNTIL_OVER);
            Refusal refused = Objects.requireNonNull(
                    catchThrowableOfType(Refusal.class, () -> SERVER.bean(ConnectionCredentials.class)
                            .fresh(stale)));
            assertThat(refused.code()).isEqualTo(ErrorCode.UPSTREAM_ERROR);
            assertThat(access(SERVER, id).status()).isEqualTo(ConnectionStatus.ACTIVE);
        } finally {
            OAUTH.breakDown(false);
        }
        SERVER.database()
                .sql()
                .sql("update command.oauth_refresh set retry_at = null")
                .update();
        assertThat(SERVER.bean(ConnectionCredentials.class).fresh(stale).secretVersion())
                .isEqualTo(2);
    }

    @Test
    void access_withdrawn_at_the_service_is_an_error_with_a_reason_until_a_person_agrees_again() {
        String id = connected();
        ConnectionAccess access = access(SERVER, id);
        OAUTH.person().withdraw(token(access, "refresh_token"));
        SERVER.clock().forward(UNTIL_NEARLY_OVER);

        Refusal refused = Objects.requireNonNull(catchThrowableOfType(
                Refusal.class, () -> SERVER.bean(ConnectionCredentials.class).fresh(access)));

        assertThat(refused.code()).isEqualTo(ErrorCode.UPSTREAM_ERROR);
        JsonObject shown = shown(id);
        assertThat(Scene.text(shown, "status")).isEqualTo("error");
        assertThat(Scene.text(shown, "status_reason")).contains("invalid_grant", "/authorize");

        Answer again = operator.http().post("/v1/services/" + id + "/authorize", "{}");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        SERVER.nobody().get(OAUTH.person().agree(Scene.text(again, "authorization_url")));
        assertThat(Scene.text(shown(id), "status")).isEqualTo("active");
        assertThat(SERVER.bean(ConnectionCredentials.class)
                        .fresh(access(SERVER, id))
                        .secretVersion())
                .isEqualTo(2);
    }

    @Test
    void the_catalogue_offers_oauth_where_there_is_a_registration() {
        String services = operator.http().get("/v1/services").text();
        assertThat(services).contains("https://github.com/login/oauth/authorize");
        assertThat(services).doesNotContain("https://slack.com/oauth/v2/authorize");
        operator.http()
                .post("/v1/services/connect", "{\"service_id\": \"slack\"}")
                .isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void L01_no_table_and_no_entry_holds_what_the_flow_used() {
        Answer begun = begin();
        String state = Scene.text(begun, "state");
        String callback = OAUTH.person().agree(Scene.text(begun, "authorization_url"));
        SERVER.nobody().get(callback);
        ConnectionAccess access = access(SERVER, Scene.text(begun, "id"));
        String entries = operator.http().get("/v1/audit/export").text()
                + operator.http().get("/v1/services/connected").text();
        assertThat(entries)
                .doesNotContain(state)
                .doesNotContain(code(callback))
                .doesNotContain(token(access, "access_token"))
                .doesNotContain(token(access, "refresh_token"));
    }

    private Answer begin() {
        return operator.http().post("/v1/services/connect", "{\"service_id\": \"github\"}");
    }

    private String connected() {
        Answer begun = begin();
        Answer back = SERVER.nobody().get(OAUTH.person().agree(Scene.text(begun, "authorization_url")));
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        return Scene.text(begun, "id");
    }

    private JsonObject shown(String id) {
        JsonArray all =
                (JsonArray) operator.http().get("/v1/services/connected").value();
        return all.items().stream()
                .map(JsonObject.class::cast)
                .filter(connection -> Scene.text(connection, "id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private ConnectionAccess access(ApiServer server, String id) {
        OperatorId owner = operator.id();
        return server.bean(ConnectionAccesses.class)
                .find(owner, new ConnectionId(id))
                .orElseThrow();
    }

    private static String token(ConnectionAccess access, String field) {
        try (SecretBytes box = SERVER.bean(SealedSecrets.class)
                        .unseal(access.operator(), access.connection(), access.secretVersion())
                        .orElseThrow();
                Credential credential = Credential.decode(box)) {
            return Objects.requireNonNull(credential.fields().get(field))
                    .read(bytes -> new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static String code(String callback) {
        int at = callback.indexOf("code=") + "code=".length();
        int end = callback.indexOf('&', at);
        return end < 0 ? callback.substring(at) : callback.substring(at, end);
    }

    private static String[] settings() {
        return new String[] {
            "--stack.edge.allow-private-upstreams=true",
            "--stack.passport.issuer=http://127.0.0.1:8080",
            "--stack.oauth.github.client-id=" + OAuthServer.CLIENT,
            "--stack.oauth.github.client-secret=" + OAuthServer.SECRET,
            "--stack.oauth.github.authorization-url=" + OAUTH.url() + "/oauth2/authorize",
            "--stack.oauth.github.token-url=" + OAUTH.url() + "/oauth2/token"
        };
    }
}
