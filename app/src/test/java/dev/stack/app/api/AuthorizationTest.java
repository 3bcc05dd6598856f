// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that act for people: code, refresh, revocation. */
class AuthorizationTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final Operator operator = SERVER.operator();
    private final Http nobody = SERVER.nobody();
    private final OAuthProgram program = OAuthProgram.registered(nobody);
    private final LoginBrowser browser = new LoginBrowser(nobody).signedIn(operator.key());

    @Test
    void a_person_agrees_and_the_program_acts_for_them() {
        Answer tokens = program.tokens(browser, OAuthProgram.TEN);

        assertThat(tokens.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Scene.text(tokens, "token_type")).isEqualTo("Bearer");
        assertThat(tokens.member("expires_in")).hasToString("300");
        assertThat(Scene.text(tokens, "scope")).isEqualTo(OAuthProgram.TEN);
        Http acting = SERVER.withKey(Scene.text(tokens, "access_token"));
        assertThat(acting.get("/v1/agents").status()).isEqualTo(200);
        List<?> consents = scene().entries("oauth.consent");
        assertThat(consents).hasSize(1);
        assertThat(consents.toString()).contains("\"credential\":\"session\"");
    }

    @Test
    void somebody_who_is_not_signed_in_signs_in_first_and_comes_back() {
        var stranger = new LoginBrowser(nobody);
        Answer login = stranger.open(program.url(program.request("agents:read")));
        assertThat(login.text()).contains("name=\"api_key\"");

        Answer consent = stranger.submit(login, "api_key", operator.key());

        assertThat(consent.text()).contains("A program of the test", "agents:read", "http://127.0.0.1:4711");
        Answer back = stranger.submit(consent, "decision", "agree");
        assertThat(back.header("Location")).startsWith(OAuthProgram.CALLBACK + "?");
        assertThat(LoginBrowser.query(back.header("Location"))).containsKeys("code", "state", "iss");
    }

    @Test
    void who_does_not_agree_gives_nothing() {
        Answer page = browser.open(program.url(program.request("agents:read")));
        Answer back = browser.submit(page, "decision", "refuse");
        assertThat(LoginBrowser.query(back.header("Location")))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "st/a te&1=ü")
                .doesNotContainKey("code");
        assertThat(scene().entries("oauth.consent")).isEmpty();
    }

    @Test
    void a_token_reaches_as_far_as_its_scopes_and_never_to_administration() {
        Http acting = acting("agents:read");
        assertThat(acting.get("/v1/agents").status()).isEqualTo(200);
        acting.post("/v1/agents/register", "{\"name\":\"Bot\"}").isProblem(403, ErrorCode.FORBIDDEN);
        acting.get("/v1/audit").isProblem(403, ErrorCode.FORBIDDEN);
        acting(OAuthProgram.TEN).post("/v1/operators/me/regenerate-key", "{}").isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(acting("operator:full")
                        .post("/v1/operators/me/regenerate-key", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_was_begun_with_a_key_ends_with_that_key() {
        Answer tokens = program.tokens(browser, "operator:full");
        Http acting = SERVER.withKey(Scene.text(tokens, "access_token"));
        assertThat(operator.http().post("/v1/operators/me/regenerate-key", "{}").status())
                .isEqualTo(200);

        acting.get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
        OAuthProgram.isRefused(program.refresh(Scene.text(tokens, "refresh_token")), 400, "invalid_grant");
        assertThat(browser.open("/login").text()).contains("name=\"api_key\"");
    }

    @Test
    void every_refresh_gives_a_new_pair_and_the_token_may_narrow_but_not_widen() {
        Answer first = program.tokens(browser, "agents:read audit:read");
        Answer second = program.refresh(Scene.text(first, "refresh_token"), "scope", "audit:read");

        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(Scene.text(second, "refresh_token")).isNotEqualTo(Scene.text(first, "refresh_token"));
        SERVER.withKey(Scene.text(second, "access_token")).get("/v1/agents").isProblem(403, ErrorCode.FORBIDDEN);
        OAuthProgram.isRefused(
                program.refresh(Scene.text(second, "refresh_token"), "scope", "agents:write"), 400, "invalid_scope");
        assertThat(Scene.text(program.refresh(Scene.text(second, "refresh_token")), "scope"))
                .isEqualTo("agents:read audit:read");
    }

    @Test
    void for_a_minute_a_used_refresh_token_works_on_with_a_successor_of_its_own() {
        String first = Scene.text(program.tokens(browser, "agents:read"), "refresh_token");
        String one = Scene.text(program.refresh(first), "refresh_token");
        SERVER.clock().forward(Duration.ofSeconds(50));
        String other = Scene.text(program.refresh(first), "refresh_token");

        assertThat(other).isNotEqualTo(one);
        assertThat(program.refresh(one).status()).isEqualTo(200);
        assertThat(program.refresh(other).status()).isEqualTo(200);
    }

    @Test
    void after_that_its_coming_again_is_theft_and_all_of_it_ends() {
        Answer tokens = program.tokens(browser, "agents:read");
        String stolen = Scene.text(tokens, "refresh_token");
        Answer renewed = program.refresh(stolen);
        Http acting = SERVER.withKey(Scene.text(renewed, "access_token"));
        SERVER.clock().forward(Duration.ofSeconds(61));
        assertThat(acting.get("/v1/agents").status()).isEqualTo(200);

        OAuthProgram.isRefused(program.refresh(stolen), 400, "invalid_grant");

        acting.get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
        OAuthProgram.isRefused(program.refresh(Scene.text(renewed, "refresh_token")), 400, "invalid_grant");
        assertThat(scene().entries("oauth.revoke")).hasSize(1);
    }

    @Test
    void signing_out_ends_what_one_sign_in_gave_whichever_token_is_shown() {
        for (String shown : List.of("refresh_token", "access_token")) {
            Answer tokens = program.tokens(browser, "agents:read");
            for (int time = 0; time < 2; time++) {
                Answer revoked = program.posted("/oauth/revoke", Map.of("token", Scene.text(tokens, shown)));
                assertThat(revoked.status()).isEqualTo(200);
                assertThat(revoked.text()).isEqualTo("{}");
            }
            SERVER.withKey(Scene.text(tokens, "access_token")).get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
            OAuthProgram.isRefused(program.refresh(Scene.text(tokens, "refresh_token")), 400, "invalid_grant");
        }
        assertThat(program.posted("/oauth/revoke", Map.of("token", "nobodys")).text())
                .isEqualTo("{}");
    }

    @Test
    void a_program_that_stays_away_for_a_month_asks_again() {
        String token = Scene.text(program.tokens(browser, "agents:read"), "refresh_token");
        SERVER.clock().forward(Duration.ofDays(31));
        OAuthProgram.isRefused(program.refresh(token), 400, "invalid_grant");
    }

    @Test
    void an_access_token_is_over_after_five_minutes() {
        Http acting = acting("agents:read");
        SERVER.clock().forward(Duration.ofMinutes(6));
        acting.get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void J24_a_code_is_good_once_and_its_second_use_ends_what_it_gave() {
        String code = program.code(browser, "agents:read");
        Answer tokens = program.redeem(code);
        OAuthProgram.isRefused(program.redeem(code), 400, "invalid_grant");
        SERVER.withKey(Scene.text(tokens, "access_token")).get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
        assertThat(scene().entries("oauth.revoke")).hasSize(1);
    }

    @Test
    void J24_of_many_that_redeem_one_code_at_once_at_most_one_gets_tokens() throws Exception {
        String code = program.code(browser, "agents:read");
        var start = new CyclicBarrier(8);
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = Stream.generate(() -> all.submit(() -> {
                        start.await();
                        return program.redeem(code).status();
                    }))
                    .limit(8)
                    .toList();
            int got = 0;
            for (Future<Integer> answer : answers) {
                got += answer.get() == 200 ? 1 : 0;
            }
            assertThat(got).isEqualTo(1);
        }
    }

    @Test
    void J24_a_code_is_over_after_a_minute() {
        String code = program.code(browser, "agents:read");
        SERVER.clock().forward(Duration.ofSeconds(61));
        OAuthProgram.isRefused(program.redeem(code), 400, "invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier, another-verifier-that-is-long-enough-to-be-one",
        "redirect_uri, http://127.0.0.1:4712/callback",
        "redirect_uri, https://elsewhere.example/callback"
    })
    void K10_a_code_is_worth_nothing_with_another(String name, String value) {
        OAuthProgram.isRefused(program.redeem(program.code(browser, "agents:read"), name, value), 400, "invalid_grant");
    }

    @Test
    void K10_a_code_is_worth_nothing_to_another_program() {
        String code = program.code(browser, "agents:read");
        String other = OAuthProgram.registered(nobody).clientId();
        OAuthProgram.isRefused(program.redeem(code, "client_id", other), 400, "invalid_grant");
        OAuthProgram.isRefused(program.redeem(code, "client_id", "cli_nobody"), 401, "invalid_client");
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
        "response_type, token, unsupported_response_type",
        "resource, https://elsewhere.example, invalid_target",
        "scope, everything, invalid_scope"
    })
    void K10_a_request_that_asks_wrongly_goes_back_to_its_program(String name, String value, String error) {
        Map<String, String> request = program.request("agents:read");
        request.put(name, value);
        Answer back = browser.open(program.url(request));
        assertThat(LoginBrowser.query(back.header("Location")))
                .containsEntry("error", error)
                .containsEntry("state", "st/a te&1=ü")
                .doesNotContainKey("code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/callback",
                "http://127.0.0.1:4711/other",
                "http://127.0.0.1.elsewhere.example/callback",
                "http://localhost:4711/callback",
                "//elsewhere.example",
                "javascript:alert(1)"
            })
    void L08_nobody_is_sent_where_the_program_did_not_say_it_lives(String uri) {
        Map<String, String> request = program.request("agents:read");
        request.put("redirect_uri", uri);
        Answer page = browser.open(program.url(request));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("INVALID_REQUEST").doesNotContain("elsewhere");
        assertThat(page.response().headers().firstValue("Location")).isEmpty();
    }

    @Test
    void on_the_persons_own_machine_any_port_will_do() {
        Map<String, String> request = program.request("agents:read");
        request.put("redirect_uri", "http://127.0.0.1:50000/callback");
        Answer back = browser.submit(browser.open(program.url(request)), "decision", "agree");
        assertThat(back.header("Location")).startsWith("http://127.0.0.1:50000/callback?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://elsewhere.example/callback",
                "https://user@elsewhere.example/callback",
                "https://elsewhere.example/callback#here",
                "javascript:alert(1)",
                "app.program:/callback",
                "not an address"
            })
    void L08_such_an_address_is_not_registered(String uri) {
        Answer refused = nobody.post("/oauth/register", "{\"redirect_uris\":[\"" + uri + "\"]}");
        OAuthProgram.isRefused(refused, 400, "invalid_redirect_uri");
    }

    @Test
    void T12_a_program_chooses_neither_its_id_nor_a_secret() {
        Answer answer = nobody.post(
                "/oauth/register",
                "{\"client_id\":\"cli_mine\",\"client_secret\":\"s\",\"operator_id\":\"op_1\",\"redirect_uris\":[]}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(Scene.text(answer, "client_id")).startsWith("cli_").isNotEqualTo("cli_mine");
        assertThat(answer.text()).doesNotContain("client_secret", "op_1");
    }

    @Test
    void what_cannot_be_read_is_refused_in_the_words_of_oauth() {
        OAuthProgram.isRefused(program.token(Map.of()), 400, "invalid_request");
        OAuthProgram.isRefused(
                program.token(Map.of(
                        "grant_type", "password", "username", "a", "password", "b", "client_id", program.clientId())),
                400,
                "unsupported_grant_type");
        OAuthProgram.isRefused(
                nobody.post("/oauth/token", "{\"grant_type\":\"refresh_token\"}"), 400, "invalid_request");
        OAuthProgram.isRefused(program.refresh("nobodys"), 400, "invalid_grant");
        OAuthProgram.isRefused(program.refresh("nobodys", "client_secret", "s"), 401, "invalid_client");
        assertThat(program.posted("/v1/oauth/token", Map.of("grant_type", "refresh_token"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_metadata_says_where_everything_is() {
        Answer server = nobody.get("/.well-known/oauth-authorization-server");
        String issuer = Scene.text(server, "issuer");
        assertThat(Scene.text(server, "token_endpoint")).isEqualTo(issuer + "/oauth/token");
        assertThat(Scene.text(server, "registration_endpoint")).isEqualTo(issuer + "/oauth/register");
        assertThat(Scene.text(server, "device_authorization_endpoint"))
                .isEqualTo(issuer + "/oauth/device_authorization");
        assertThat(server.text()).contains("\"code_challenge_methods_supported\":[\"S256\"]");
        Answer resource = nobody.get("/.well-known/oauth-protected-resource");
        assertThat(Scene.text(resource, "resource")).isEqualTo(issuer);
        assertThat(resource.text()).contains("operator:full").contains("passports:write");
    }

    @Test
    void who_is_not_known_is_told_where_to_become_so() {
        Answer refused = nobody.get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
        assertThat(refused.header("WWW-Authenticate"))
                .startsWith("Bearer resource_metadata=\"http")
                .endsWith("/.well-known/oauth-protected-resource\"");
    }

    private Http acting(String scope) {
        return SERVER.withKey(Scene.text(program.tokens(browser, scope), "access_token"));
    }

    private Scene scene() {
        return new Scene(operator, "", "", "");
    }
}
