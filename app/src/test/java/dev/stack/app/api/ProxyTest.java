// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.stack.app.api.UpstreamServer.Received;
import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent with a passport calls a real HTTPS service through the proxy. */
class ProxyTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final UpstreamServer upstream = UpstreamServer.start();
    private final ProxyScene scene = ProxyScene.of(SERVER, upstream, "enforced", "[]");

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void the_service_sees_the_credential_and_the_agent_never_does() {
        String token = scene.token();
        Answer answer = scene.post(token, upstream, "/items?limit=2", "{\"name\": \"tea\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.member("status")).isEqualTo(JsonNumber.of(200));
        assertThat(answer.member("body")).isEqualTo(new JsonObject(Map.of("ok", new JsonBoolean(true))));
        assertThat(answer.member("redacted")).isEqualTo(new JsonBoolean(false));
        assertThat(answer.text()).doesNotContain(scene.secret());

        Received received = upstream.received().getFirst();
        assertThat(received.header("Authorization")).isEqualTo("Bearer " + scene.secret());
        assertThat(received.method() + " " + received.target()).isEqualTo("POST /items?limit=2");
        assertThat(received.text()).isEqualTo("{\"name\":\"tea\"}");
        assertThat(received.header("Content-Type")).isEqualTo("application/json");
        assertThat(received.headers().toString())
                .doesNotContain(token, scene.operator().key());

        List<JsonObject> entries = scene.entries();
        assertThat(scene.outcomes()).containsExactly("pending", "success");
        assertThat(Scene.text(entries.getLast(), "entry_id")).isEqualTo(Scene.text(answer, "audit_entry_id"));
        assertThat(entries).extracting(row -> Scene.text(row, "layer")).containsOnly("vault");
        assertThat(entries.getLast().get("duration_ms")).isNotEqualTo(Optional.of(JsonValue.NULL));
        assertThat(entries.toString()).doesNotContain(scene.secret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "post", "Put", "PATCH", "delete", "HEAD"})
    void every_verb_goes_through_in_any_case(String method) {
        Answer answer =
                scene.call(scene.token(), "\"method\": \"" + method + "\", \"url\": \"" + upstream.url("/x") + "\"");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(upstream.received().getFirst().method()).isEqualToIgnoringCase(method);
    }

    @Test
    void query_and_headers_are_added_and_those_of_the_credential_are_not_the_callers() {
        Answer answer = scene.call(scene.token(), """
                "method": "GET", "url": "%s", "query": {"page": "2", "q": "a b&c"},
                "headers": {"X-Trace": "t1", "Authorization": "Bearer mine", "Cookie": "c=1", "X-Passport-Token": "no"}""".formatted(upstream.url("/list?page=1&sort=up")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Received received = upstream.received().getFirst();
        assertThat(received.target()).isEqualTo("/list?sort=up&page=2&q=a%20b%26c");
        assertThat(received.header("X-Trace")).isEqualTo("t1");
        assertThat(received.header("Authorization")).isEqualTo("Bearer " + scene.secret());
        assertThat(received.header("Cookie")).isEmpty();
        assertThat(received.header("X-Passport-Token")).isEmpty();
    }

    @Test
    void status_repeated_headers_and_retry_after_come_back_as_they_were() {
        upstream.behave((_, exchange) -> {
            exchange.getResponseHeaders().add("X-Page", "one");
            exchange.getResponseHeaders().add("X-Page", "two");
            exchange.getResponseHeaders().add("Retry-After", "17");
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            UpstreamServer.json(exchange, 429, "{\"error\": \"slow down\"}");
        });
        Answer answer = scene.get(scene.token(), upstream, "/busy");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.member("status")).isEqualTo(JsonNumber.of(429));
        JsonObject headers = (JsonObject) answer.member("headers");
        assertThat(headers.get("x-page").orElseThrow())
                .isEqualTo(new JsonArray(List.of(new JsonString("one"), new JsonString("two"))));
        assertThat(headers.get("retry-after").orElseThrow()).isEqualTo(new JsonString("17"));
        assertThat(headers.get("set-cookie")).isEmpty();
        assertThat(scene.outcomes()).containsExactly("pending", "success");
    }

    @Test
    void binary_goes_through_both_ways() {
        byte[] bytes = {0, 1, 2, (byte) 0xFF, (byte) 0xFE, 10, 13};
        upstream.behave(
                (request, exchange) -> UpstreamServer.bytes(exchange, 200, "application/octet-stream", request.body()));
        Answer answer = scene.call(scene.token(), """
                "method": "PUT", "url": "%s", "body": "%s", "body_encoding": "base64",
                "headers": {"Content-Type": "image/png"}""".formatted(
                        upstream.url("/picture"), Base64.getEncoder().encodeToString(bytes)));
        assertThat(upstream.received().getFirst().body()).isEqualTo(bytes);
        assertThat(upstream.received().getFirst().header("Content-Type")).isEqualTo("image/png");
        assertThat(answer.member("body_encoding")).isEqualTo(new JsonString("base64"));
        assertThat(Base64.getDecoder().decode(Scene.text(answer, "body"))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain; charset=utf-8 | caf\u00e9 | \"caf\u00e9\"",
                "application/json          | [1,2.50,{\"a\":null}] | [1,2.5,{\"a\":null}]",
                "application/json          | not json | \"not json\"",
                "application/json          | {\"a\":1,\"a\":2} | \"{\\\"a\\\":1,\\\"a\\\":2}\"",
                "application/vnd.api+json  | {\"a\":1} | {\"a\":1}"
            })
    void a_body_is_json_when_it_says_so_and_is_else_text(String type, String sent, String expected) {
        upstream.behave(
                (_, exchange) -> UpstreamServer.bytes(exchange, 200, type, sent.getBytes(StandardCharsets.UTF_8)));
        Answer answer = scene.get(scene.token(), upstream, "/body");
        assertThat(answer.member("body").toString()).isEqualTo(expected);
    }

    @Test
    void a_string_body_is_sent_as_it_is() {
        scene.post(scene.token(), upstream, "/raw", "\"plain \u00fc\"");
        assertThat(upstream.received().getFirst().text()).isEqualTo("plain \u00fc");
        for (String falsy : List.of("0", "\"\"", "false")) {
            scene.post(scene.token(), upstream, "/raw", falsy);
        }
        assertThat(upstream.received().stream().skip(1).map(Received::text)).containsExactly("0", "", "false");
    }

    @Test
    void S10_a_redirect_is_handed_back_unfollowed() {
        upstream.behave((_, exchange) -> {
            exchange.getResponseHeaders().set("Location", upstream.url("/elsewhere"));
            UpstreamServer.json(exchange, 302, "{}");
        });
        Answer answer = scene.get(scene.token(), upstream, "/moved");
        assertThat(answer.member("status")).isEqualTo(JsonNumber.of(302));
        assertThat(upstream.received()).hasSize(1);
    }

    @Test
    void H11_a_service_neither_granted_nor_declared_is_refused_recorded_and_ends_an_enforced_passport() {
        String token = scene.token();
        Answer answer = scene.http()
                .post(
                        "/v1/proxy",
                        "{\"service\": \"github\", \"method\": \"GET\", \"url\": \"" + upstream.url("/") + "\"}",
                        "X-Passport-Token",
                        token);
        answer.isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(upstream.received()).isEmpty();
        assertThat(scene.outcomes()).containsExactly("blocked");
        assertThat(findings()).containsExactly("credential_outside_scope");
        scene.get(token, upstream, "/").isProblem(401, ErrorCode.PASSPORT_REVOKED);
    }

    @Test
    void in_logged_mode_a_violation_is_refused_and_noted_but_ends_nothing() {
        ProxyScene logged = ProxyScene.of(SERVER, upstream, "logged", "[]");
        String token = logged.token();
        logged.http()
                .post(
                        "/v1/proxy",
                        "{\"service\": \"github\", \"method\": \"GET\", \"url\": \"" + upstream.url("/") + "\"}",
                        "X-Passport-Token",
                        token)
                .isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(logged.get(token, upstream, "/").status()).isEqualTo(200);
    }

    @Test
    void a_granted_service_that_was_not_declared_goes_through_and_is_flagged_at_checkout() {
        Answer issued = scene.issue("[\"slack\"]");
        assertThat(scene.get(Scene.text(issued, "token"), upstream, "/").status())
                .isEqualTo(200);
        Answer checkout = scene.http().post("/v1/passports/" + Scene.text(issued, "jti") + "/checkout", """
                {"services_used": [], "actions_count": 1, "summary": "done"}""");
        assertThat(checkout.text()).contains("undeclared_service", scene.service());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"path\": \"url.pathname\", \"op\": \"eq\", \"value\": \"/other\"}",
                "{\"path\": \"body.channel\", \"op\": \"in\", \"value\": [\"C1\", \"C2\"]}",
                "{\"path\": \"body.channel\", \"op\": \"not_in\", \"value\": [\"C9\"]}",
                "{\"path\": \"body.channel\", \"op\": \"not_eq\", \"value\": \"C9\"}",
                "{\"path\": \"url.pathname\", \"op\": \"starts_with\", \"value\": \"/api/\"}",
                "{\"path\": \"body.text\", \"op\": \"matches\", \"value\": \"^[a-z]+$\"}"
            })
    void each_operator_refuses_a_call_that_breaks_it(String constraint) {
        ProxyScene narrow = ProxyScene.of(SERVER, upstream, "logged", "[" + constraint + "]");
        Answer refused =
                narrow.post(narrow.token(), upstream, "/post", "{\"channel\": \"C9\", \"text\": \"NOT LOWER\"}");
        refused.isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(refused.text()).contains("constraint").doesNotContain("NOT LOWER");
        assertThat(upstream.received()).isEmpty();
        assertThat(narrow.outcomes()).containsExactly("blocked");
    }

    @Test
    void H10_a_host_of_nobody_is_refused_without_a_byte() {
        ProxyScene logged = ProxyScene.of(SERVER, upstream, "logged", "[]");
        for (String url : List.of(
                "https://example.com/",
                "https://localhost/",
                "https://user@" + upstream.host() + "/",
                "http://" + upstream.host() + "/",
                "https://127.0.0.1:" + upstream.host().split(":")[1] + "/")) {
            Answer answer = logged.call(logged.token(), "\"method\": \"GET\", \"url\": \"" + url + "\"");
            answer.isProblem(403, ErrorCode.FORBIDDEN);
            assertThat(answer.text()).doesNotContain("127.0.0.1");
        }
        assertThat(upstream.received()).isEmpty();
        assertThat(logged.outcomes()).hasSize(5).containsOnly("blocked");
    }

    @Test
    void S14_a_url_that_is_not_absolute_is_the_callers_mistake() {
        for (String url : List.of("/items", "//" + upstream.host() + "/items", "mailto:a@b.example")) {
            scene.call(scene.token(), "\"method\": \"GET\", \"url\": \"" + url + "\"")
                    .isProblem(400, ErrorCode.INVALID_REQUEST);
        }
        assertThat(scene.outcomes()).containsOnly("blocked").hasSize(3);
    }

    @Test
    void J27_a_passport_counts_only_in_its_header_and_only_once() {
        String token = scene.token();
        String body = "{\"service\": \"%s\", \"method\": \"GET\", \"url\": \"%s\"}"
                .formatted(scene.service(), upstream.url("/"));
        scene.http().post("/v1/proxy", body).isProblem(401, ErrorCode.UNAUTHORIZED);
        scene.http().post("/v1/proxy?X-Passport-Token=" + token, body).isProblem(401, ErrorCode.UNAUTHORIZED);
        scene.http()
                .post("/v1/proxy", body, "Cookie", "X-Passport-Token=" + token)
                .isProblem(401, ErrorCode.UNAUTHORIZED);
        scene.http()
                .post("/v1/proxy", body, "X-Passport-Token", token, "X-Passport-Token", token)
                .isProblem(401, ErrorCode.UNAUTHORIZED);
        assertThat(upstream.received()).isEmpty();
    }

    @Test
    void J25_after_checkout_an_enforced_passport_is_refused_and_a_logged_one_is_noted() {
        Answer issued = scene.issue("[\"" + scene.service() + "\"]");
        String token = Scene.text(issued, "token");
        checkOut(scene, issued);
        scene.get(token, upstream, "/").isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(findings()).contains("post_checkout_access");
        scene.get(token, upstream, "/").isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(upstream.received()).isEmpty();

        ProxyScene logged = ProxyScene.of(SERVER, upstream, "logged", "[]");
        Answer other = logged.issue("[\"" + logged.service() + "\"]");
        checkOut(logged, other);
        assertThat(logged.get(Scene.text(other, "token"), upstream, "/").status())
                .isEqualTo(200);
    }

    @Test
    void a_passport_of_another_operator_proves_nothing() {
        String token = scene.token();
        ProxyScene other = ProxyScene.of(SERVER, upstream, "enforced", "[]");
        other.get(token, upstream, "/").isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void a_revoked_passport_is_refused_at_once() {
        Answer issued = scene.issue("[\"" + scene.service() + "\"]");
        String token = Scene.text(issued, "token");
        assertThat(scene.get(token, upstream, "/").status()).isEqualTo(200);
        scene.revoke(Scene.text(issued, "jti"));
        scene.get(token, upstream, "/").isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(upstream.received()).hasSize(1);
    }

    @Test
    void F07_a_passport_revoked_while_the_service_answers_gets_nothing() {
        Answer issued = scene.issue("[\"" + scene.service() + "\"]");
        upstream.behave((_, exchange) -> {
            scene.revoke(Scene.text(issued, "jti"));
            UpstreamServer.json(exchange, 200, "{\"late\": true}");
        });
        Answer answer = scene.get(Scene.text(issued, "token"), upstream, "/");
        answer.isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(scene.outcomes()).containsExactly("pending", "blocked");
    }

    @Test
    void a_custom_connection_without_hosts_says_what_to_set() {
        Answer connected = scene.http().post("/v1/services/custom", """
                {"name": "bare %s", "credential": "secret-of-bare"}""".formatted(scene.service()));
        String id = Scene.text(connected, "id");
        scene.http().post("/v1/services/grant", """
                {"agent_id": "%s", "service_connection_id": "%s", "scopes": ["*"]}""".formatted(scene.agent(), id));
        String token = scene.token();
        Answer answer = scene.http()
                .post(
                        "/v1/proxy",
                        "{\"service\": \"" + id + "\", \"method\": \"GET\", \"url\": \"" + upstream.url("/") + "\"}",
                        "X-Passport-Token",
                        token);
        answer.isProblem(409, ErrorCode.CONNECTION_NOT_CONFIGURED);
        assertThat(answer.text()).contains(id, "PATCH /v1/services/", "allowed_hosts");
        assertThat(scene.get(token, upstream, "/").status())
                .as("the passport lives on")
                .isEqualTo(200);
    }

    @Test
    void U05_a_service_that_gives_the_credential_back_is_kept_back_and_ends_an_enforced_passport() {
        upstream.behave(ProxyTest::echo);
        String token = scene.token();
        Answer answer = scene.get(token, upstream, "/echo");
        assertThat(answer.text()).doesNotContain(scene.secret());
        isWithheld(answer);
        assertThat(scene.outcomes()).containsExactly("pending", "success");
        assertThat(findings()).containsExactly("output_injection");
        scene.get(token, upstream, "/").isProblem(401, ErrorCode.PASSPORT_REVOKED);
    }

    @Test
    void U05_in_logged_mode_only_the_credential_is_taken_out() {
        upstream.behave(ProxyTest::echo);
        ProxyScene logged = ProxyScene.of(SERVER, upstream, "logged", "[]");
        String token = logged.token();
        Answer answer = logged.get(token, upstream, "/echo");
        assertThat(answer.text()).doesNotContain(logged.secret());
        assertThat(answer.member("body").toString()).contains("[redacted]");
        assertThat(answer.member("redacted")).isEqualTo(new JsonBoolean(true));
        assertThat(findings(logged)).containsExactly("output_injection");
        assertThat(logged.get(token, upstream, "/").status()).isEqualTo(200);
    }

    @Test
    void usage_counts_the_calls_of_the_month() {
        String token = scene.token();
        scene.get(token, upstream, "/1");
        scene.get(token, upstream, "/2");
        Answer usage = scene.http().get("/v1/proxy/usage");
        assertThat(usage.member("used")).isEqualTo(JsonNumber.of(2));
        assertThat(usage.member("limit")).isEqualTo(JsonValue.NULL);
    }

    private List<String> findings() {
        return findings(scene);
    }

    private static List<String> findings(ProxyScene scene) {
        return scene.findings().stream()
                .map(found -> Scene.text(found, "signal"))
                .toList();
    }

    private static void echo(Received request, HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("X-Echo", request.header("Authorization"));
        UpstreamServer.json(exchange, 200, "{\"you sent\": \"" + request.header("Authorization") + "\"}");
    }

    private static void isWithheld(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.member("body"))
                .isEqualTo(new JsonObject(
                        Map.of("redacted", new JsonBoolean(true), "reason", new JsonString("output_injection"))));
        assertThat(answer.member("redacted")).isEqualTo(new JsonBoolean(true));
    }

    private static void checkOut(ProxyScene scene, Answer issued) {
        Answer checkout = scene.http().post("/v1/passports/" + Scene.text(issued, "jti") + "/checkout", """
                {"services_used": [], "actions_count": 0, "summary": "done"}""");
        assertThat(checkout.status()).isEqualTo(200);
    }
}
