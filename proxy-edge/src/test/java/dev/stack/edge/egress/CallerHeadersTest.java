// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static dev.stack.edge.egress.TestEgress.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Injection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallerHeadersTest {

    private static final TestAccess BEARER = TestAccess.to("api.test");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nb: c",
                "a\nb",
                "a\rb",
                "a\u0000b",
                "a\u0001b",
                "a\u001bb",
                "a\u007fb",
                "a\u0085b",
                "a\u2028b",
                "a\u560ab",
                "é",
            })
    void H01_a_value_with_a_control_character_is_refused(String value) {
        refused(ErrorCode.INVALID_REQUEST, "header", () -> passable(Map.of("X-A", List.of(value)), BEARER));
        refused(ErrorCode.INVALID_REQUEST, "header", () -> passable(Map.of("Host", List.of(value)), BEARER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", ":authority", "a\r\nb", "a\u0000", "a\tb", "é", "a(b)", "a/b"})
    void H01_a_name_that_is_no_token_is_refused(String name) {
        refused(ErrorCode.INVALID_REQUEST, "header", () -> passable(Map.of(name, List.of("x")), BEARER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "hOST",
                "Authority",
                "Forwarded",
                "X-Forwarded-Host",
                "X-Forwarded-For",
                "X_Forwarded_Host",
                "X-Forwarded",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-Host",
                "X-Real-IP",
                "Via",
            })
    void H02_what_would_name_another_host_is_dropped(String name) {
        assertThat(passable(Map.of(name, List.of("evil.test")), BEARER)).isEmpty();
    }

    @Test
    void H03_headers_of_one_hop_are_dropped_and_those_connection_names() {
        Map<String, List<String>> callers = new LinkedHashMap<>();
        for (String name : List.of(
                "Keep-Alive",
                "Proxy-Authorization",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Upgrade",
                "HTTP2-Settings",
                "Expect",
                "X-Hop",
                "X_Hop-Two")) {
            callers.put(name, List.of("x"));
        }
        callers.put("Connection", List.of("close, X-Hop", "x-hop-two"));
        callers.put("X-Kept", List.of("1"));
        assertThat(passable(callers, BEARER)).containsOnlyKeys("x-kept");
    }

    @Test
    void H04_the_callers_framing_is_dropped() {
        assertThat(passable(
                        Map.of(
                                "Content-Length",
                                List.of("5", "6"),
                                "Transfer-Encoding",
                                List.of("chunked"),
                                "transfer_encoding",
                                List.of("chunked")),
                        BEARER))
                .isEmpty();
    }

    @Test
    void H05_the_header_of_the_credential_is_dropped_in_every_spelling() {
        Injection header = new Injection(Injection.Style.HEADER, "X-Api-Key", null, null, null, null);
        Injection query = new Injection(Injection.Style.QUERY, "key", null, null, null, null);
        Injection aws = new Injection(Injection.Style.AWS_SIGV4, null, null, null, null, null);
        for (String name : List.of("Authorization", "AUTHORIZATION", "authorization")) {
            assertThat(passable(Map.of(name, List.of("Bearer mine")), BEARER)).isEmpty();
            assertThat(passable(Map.of(name, List.of("Bearer mine")), BEARER.injecting(query)))
                    .isEmpty();
        }
        for (String name : List.of("X-Api-Key", "x-api-key", "X_API_KEY", "X-Api_Key")) {
            assertThat(passable(Map.of(name, List.of("mine")), BEARER.injecting(header)))
                    .isEmpty();
            assertThat(passable(Map.of(name, List.of("mine")), BEARER)).hasSize(1);
        }
        assertThat(passable(Map.of("X-Amz-Security-Token", List.of("mine")), BEARER.injecting(aws)))
                .isEmpty();
        assertThat(passable(Map.of("Notion_Version", List.of("1")), BEARER.with(Map.of("Notion-Version", "2"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Passport-Token",
                "X_Passport_Token",
                "X-STACK-Authority-Request-Id",
                "X-Stack-Anything",
                "X-Intent-Approval-Id",
                "Authorization",
                "Cookie",
            })
    void H07_what_belongs_to_us_is_dropped(String name) {
        assertThat(passable(Map.of(name, List.of("x")), BEARER)).isEmpty();
    }

    @Test
    void H08_cookies_are_dropped_both_ways() {
        assertThat(passable(
                        Map.of("Cookie", List.of("a=1"), "Cookie2", List.of("x"), "Set-Cookie", List.of("b")), BEARER))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "x-http-method", "X_Method_Override"})
    void C10_a_method_override_is_refused(String name) {
        refused(ErrorCode.INVALID_REQUEST, "header", () -> passable(Map.of(name, List.of("DELETE")), BEARER));
    }

    @Test
    void C09_a_packed_body_is_refused() {
        refused(
                ErrorCode.INVALID_REQUEST,
                "header",
                () -> passable(Map.of("Content-Encoding", List.of("gzip")), BEARER));
        assertThat(passable(Map.of("Content-Encoding", List.of("identity")), BEARER))
                .hasSize(1);
    }

    @Test
    void at_most_64_fields_and_16_kilobytes_travel() {
        passable(Map.of("X-A", Collections.nCopies(64, "x")), BEARER);
        refused(
                ErrorCode.INVALID_REQUEST,
                "header",
                () -> passable(Map.of("X-A", Collections.nCopies(65, "x")), BEARER));
        refused(
                ErrorCode.INVALID_REQUEST,
                "header",
                () -> passable(Map.of("X-A", List.of("x".repeat(16 << 10))), BEARER));
    }

    @Test
    void what_is_left_travels_as_it_is() {
        Map<String, List<String>> callers = new LinkedHashMap<>();
        callers.put("Idempotency-Key", List.of("k-1"));
        callers.put("Accept", List.of("text/event-stream"));
        callers.put("X-Multi", List.of("1", "2"));
        callers.put("User-Agent", List.of("mine/1"));
        assertThat(passable(callers, BEARER))
                .containsEntry("idempotency-key", List.of("k-1"))
                .containsEntry("accept", List.of("text/event-stream"))
                .containsEntry("x-multi", List.of("1", "2"))
                .containsEntry("user-agent", List.of("mine/1"));
    }

    private static Map<String, List<String>> passable(Map<String, List<String>> callers, TestAccess access) {
        return Egress.passable(callers, access.access());
    }
}
