// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.call.CallGrounds;
import dev.stack.call.CallGrounds.Sought;
import dev.stack.command.database.TestDatabase;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls that are decided from memory (ADR 0022) follow every change at once. A change made by the process that calls is
 * known to it; one made by another is found out when the call is recorded.
 */
class ProxyRecallTest {

    private static final String ONE_PROCESS = "--stack.roles=command,query,detect,edge";
    private static final int CALLS = 3;

    private static ApiServer calling;
    private static ApiServer other;

    private final UpstreamServer upstream = UpstreamServer.start();

    /** Who makes the change. */
    private enum By {
        THE_SAME_PROCESS,
        ANOTHER_PROCESS;

        ApiServer server() {
            return this == THE_SAME_PROCESS ? calling : other;
        }
    }

    @BeforeAll
    static void two_servers() {
        TestDatabase database = TestDatabase.create();
        calling = ApiServer.start(database, ONE_PROCESS);
        other = ApiServer.start(
                database,
                ONE_PROCESS,
                "--stack.vault.kek-file=" + calling.folder().resolve("data/vault/kek"));
    }

    @AfterAll
    static void all_end() {
        other.close();
        calling.close();
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void the_very_next_call_with_a_key_that_is_regenerated_is_refused(By by) {
        Caller caller = caller(by, "enforced");
        Answer made = caller.scene().http().post("/v1/operators/me/regenerate-key", "{}");
        caller.hasHeard(by);
        caller.call().isProblem(401, ErrorCode.INVALID_API_KEY);
        caller.call().isProblem(401, ErrorCode.INVALID_API_KEY);
        assertThat(upstream.received()).hasSize(CALLS);

        Caller again = caller.with(by, Scene.text(made, "api_key"));
        assertThat(again.call().status()).isEqualTo(200);
        assertThat(again.scene().outcomes())
                .as("who is nobody leaves no entry of a call")
                .hasSize(2 * CALLS + 2)
                .containsOnly("pending", "success");
    }

    @ParameterizedTest
    @EnumSource
    void the_very_next_call_through_a_connection_that_is_closed_is_refused_and_goes_when_it_is_open_again(By by) {
        Caller caller = caller(by, "enforced");
        caller.service("POST", "/proxy-toggle", "{\"enabled\": false}");
        caller.hasHeard(by);
        assertThat(caller.isBlocked(403, ErrorCode.FORBIDDEN)).contains("closed to the proxy", "proxy-toggle");

        caller.service("POST", "/proxy-toggle", "{\"enabled\": true}");
        assertThat(caller.call().status()).isEqualTo(200);
        assertThat(upstream.received()).hasSize(CALLS + 1);
    }

    @ParameterizedTest
    @EnumSource
    void the_very_next_call_to_a_host_that_is_the_connections_no_more_is_refused(By by) {
        Caller caller = caller(by, "logged");
        caller.service("PATCH", "", "{\"allowed_hosts\": [\"api.example.com\"]}");
        caller.hasHeard(by);
        assertThat(caller.isBlocked(403, ErrorCode.FORBIDDEN)).contains("allowed_hosts");
        assertThat(caller.scene().findings()).singleElement().satisfies(found -> assertThat(Scene.text(found, "signal"))
                .isEqualTo("credential_outside_scope"));
    }

    @ParameterizedTest
    @EnumSource
    void the_very_next_call_through_a_connection_that_is_gone_is_refused_for_its_passport_ended_too(By by) {
        Caller caller = caller(by, "enforced");
        caller.service("DELETE", "/disconnect", "");
        caller.hasHeard(by);
        assertThat(caller.isBlocked(401, ErrorCode.PASSPORT_REVOKED)).contains("was revoked");
    }

    @ParameterizedTest
    @EnumSource
    void the_very_next_call_after_the_checkout_is_refused(By by) {
        Caller caller = caller(by, "enforced");
        Answer checkout = caller.scene().http().post("/v1/passports/" + caller.jti() + "/checkout", """
                {"services_used": ["%s"], "actions_count": %d, "summary": "done"}""".formatted(
                        caller.scene().service(), CALLS));
        assertThat(checkout.status()).as(checkout.text()).isEqualTo(200);
        caller.hasHeard(by);
        assertThat(caller.isBlocked(403, ErrorCode.FORBIDDEN)).contains("checked out");
    }

    @ParameterizedTest
    @EnumSource
    void the_very_next_call_of_a_revoked_passport_is_refused(By by) {
        Caller caller = caller(by, "enforced");
        caller.scene().revoke(caller.jti());
        assertThat(caller.isBlocked(401, ErrorCode.PASSPORT_REVOKED)).contains("was revoked");
    }

    @ParameterizedTest
    @EnumSource
    void the_very_next_call_under_a_freeze_is_refused_and_goes_after_the_thaw(By by) {
        Caller caller = caller(by, "enforced");
        Http http = caller.scene().http();
        assertThat(http.post("/v1/operators/me/freeze", "{}").status()).isEqualTo(200);
        assertThat(caller.isBlocked(401, ErrorCode.PASSPORT_REVOKED)).contains("frozen");

        assertThat(http.post("/v1/operators/me/thaw", "{}").status()).isEqualTo(200);
        assertThat(caller.call().status()).isEqualTo(200);
        assertThat(upstream.received()).hasSize(CALLS + 1);
    }

    /** Whose calls go to the one process and all else to that which makes the change, after a few calls. */
    private Caller caller(By by, String mode) {
        ProxyScene scene = ProxyScene.of(over(by, calling.operator()), upstream, mode, "[]");
        Answer issued = scene.issue("[\"" + scene.service() + "\"]");
        var caller = new Caller(scene, upstream, Scene.text(issued, "jti"), Scene.text(issued, "token"));
        for (int i = 0; i < CALLS; i++) {
            assertThat(caller.call().status()).isEqualTo(200);
        }
        assertThat(caller.isRecalled()).isTrue();
        return caller;
    }

    private static Operator over(By by, Operator operator) {
        return new Operator(
                operator.id(),
                operator.key(),
                new Http(
                        path -> path.equals("/v1/proxy")
                                ? calling.port()
                                : by.server().port(),
                        operator.key()));
    }

    /** An agent's calls with one passport. */
    private record Caller(ProxyScene scene, UpstreamServer upstream, String jti, String token) {

        Answer call() {
            return scene.get(token, upstream, "/");
        }

        /** What the next call is told; nothing is sent of it and its entry says so. */
        String isBlocked(int status, ErrorCode code) {
            Answer refused = call().isProblem(status, code);
            assertThat(upstream.received()).hasSize(CALLS);
            assertThat(scene.outcomes()).hasSize(2 * CALLS + 1).endsWith("blocked");
            return refused.text();
        }

        /** Only the process that made the change knows that what it remembers is not worth trying. */
        void hasHeard(By by) {
            assertThat(isRecalled()).isEqualTo(by == By.ANOTHER_PROCESS);
        }

        /** Whether the process that calls would try the next call by what it remembers. */
        boolean isRecalled() {
            Operator operator = scene.operator();
            var sought = new Sought(
                    operator.id(), new Jti(jti), new ConnectionId(scene.connection()), sha256(operator.key()));
            return calling.bean(CallGrounds.class).recall(sought).isPresent();
        }

        /** The same with another key. */
        Caller with(By by, String key) {
            Operator now = over(by, new Operator(scene.operator().id(), key, scene.http()));
            return new Caller(
                    new ProxyScene(now, scene.agent(), scene.connection(), scene.service(), scene.secret()),
                    upstream,
                    jti,
                    token);
        }

        /** Changes the connection. */
        void service(String method, String route, String json) {
            Answer changed = scene.http()
                    .send(
                            method,
                            "/v1/services/" + scene.connection() + route,
                            json.getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/json");
            assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
