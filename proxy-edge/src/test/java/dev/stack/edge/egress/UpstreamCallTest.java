// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static dev.stack.edge.egress.TestEgress.get;
import static dev.stack.edge.egress.TestEgress.refused;
import static dev.stack.edge.egress.TestEgress.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.edge.egress.RecordingUpstream.Received;
import dev.stack.edge.scope.OutboundRequest;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.Injection.Style;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what is not: real calls to a server that writes everything down. */
final class UpstreamCallTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final TestEgress egress = new TestEgress();

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void S08_dnsRebinding_between_check_and_call_changes_nothing() {
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.66.66.66"));
        EgressProperties limits = EgressProperties.defaults().withPrivateUpstreams();
        try (RecordingUpstream upstream = RecordingUpstream.saying(OK);
                Egress rebinding = new Egress(
                        limits,
                        Clock.systemUTC(),
                        _ -> List.of(InetAddress.ofLiteral(answers.removeFirst())),
                        (_, _) -> false);
                Credential credential = TestEgress.token()) {
            ConnectionAccess access =
                    TestAccess.to("api.test:" + upstream.port()).access();
            OutboundRequest request = get("https://api.test:" + upstream.port() + "/");
            Destination destination = rebinding.resolve(request.url(), access);
            UpstreamAnswer answer = rebinding.call(request, destination, access, credential, TestEgress.LIMIT);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answers).as("asked once").hasSize(1);
            assertThat(upstream.received().getFirst().header("host")).containsExactly("api.test:" + upstream.port());
        }
    }

    @Test
    void S08_an_open_connection_to_an_address_that_is_no_longer_the_hosts_is_not_used() {
        try (RecordingUpstream upstream = RecordingUpstream.saying(OK)) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            egress.call(get(urlOf(upstream)), access);
            egress.names.put("api.test", List.of("127.66.66.66"));
            refused(ErrorCode.UPSTREAM_ERROR, "connect", () -> egress.call(get(urlOf(upstream)), access));
            assertThat(upstream.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.test/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/",
                "http://api.test/",
                "/elsewhere"
            })
    void S10_a_redirect_is_handed_back_unfollowed(String location) {
        try (RecordingUpstream upstream = RecordingUpstream.saying(
                "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n")) {
            UpstreamAnswer answer = egress.call(get(urlOf(upstream)), TestAccess.to("api.test:" + upstream.port()));
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.headers()).containsEntry("location", List.of(location));
            assertThat(upstream.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void S11_a_redirect_carries_the_credential_nowhere(int status) {
        try (RecordingUpstream other = RecordingUpstream.saying(OK);
                RecordingUpstream upstream = RecordingUpstream.saying("HTTP/1.1 " + status
                        + " X\r\nLocation: https://other.test:" + other.port() + "/\r\nContent-Length: 0\r\n\r\n")) {
            egress.names.put("other.test", List.of("127.0.0.1"));
            TestAccess access = TestAccess.to("api.test:" + upstream.port(), "other.test:" + other.port());
            assertThat(egress.call(get(urlOf(upstream)), access).status()).isEqualTo(status);
            assertThat(other.connections()).isZero();
            assertThat(other.bytes()).isZero();
        }
    }

    @Test
    void S17_plain_http_is_refused() {
        refused(ErrorCode.FORBIDDEN, "scheme", () -> egress.call(get("http://api.test/"), TestAccess.to("api.test")));
    }

    @Test
    void S17_a_certificate_that_does_not_hold_gets_no_byte() {
        for (RecordingUpstream server : List.of(
                new RecordingUpstream(TestCertificates.expired(), (_, _) -> false),
                new RecordingUpstream(TestCertificates.otherHost(), (_, _) -> false))) {
            try (server) {
                TestAccess access = TestAccess.to("api.test:" + server.port());
                refused(ErrorCode.UPSTREAM_ERROR, "tls", () -> egress.call(get(urlOf(server)), access));
                assertThat(server.bytes()).isZero();
            }
        }
        try (RecordingUpstream server = RecordingUpstream.saying(OK)) {
            TestAccess access = TestAccess.to("api.test:" + server.port());
            for (String pem : new String[] {null, TestCertificates.otherCaPem()}) {
                refused(ErrorCode.UPSTREAM_ERROR, "tls", () -> egress.call(get(urlOf(server)), access.trusting(pem)));
            }
            assertThat(server.bytes()).isZero();
            assertThat(egress.call(get(urlOf(server)), access).status()).isEqualTo(200);
        }
    }

    @Test
    void S17_a_server_without_tls_gets_no_credential() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            CompletableFuture<byte[]> sent = CompletableFuture.supplyAsync(() -> firstBytes(plain));
            TestAccess access = TestAccess.to("api.test:" + plain.getLocalPort());
            refused(
                    ErrorCode.UPSTREAM_ERROR,
                    "tls",
                    () -> egress.call(get("https://api.test:" + plain.getLocalPort() + "/"), access));
            assertThat(new String(sent.get(10, TimeUnit.SECONDS), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/1.1")
                    .doesNotContain("tok-5f");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE", "OPTIONS", "PRI", "PROPFIND", "FOO"})
    void S21_other_methods_are_refused(String method) {
        refused(ErrorCode.INVALID_REQUEST, "method", () -> Egress.checkMethod(method));
        try (RecordingUpstream upstream = RecordingUpstream.saying(OK)) {
            refused(
                    ErrorCode.INVALID_REQUEST,
                    "method",
                    () -> egress.call(
                            request(method, urlOf(upstream), Map.of(), ""),
                            TestAccess.to("api.test:" + upstream.port())));
            assertThat(upstream.connections()).isZero();
        }
    }

    @Test
    void S21_an_upgrade_is_not_asked_for_and_not_taken() {
        try (RecordingUpstream upstream = RecordingUpstream.saying(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")) {
            Map<String, List<String>> headers = Map.of(
                    "Upgrade",
                    List.of("websocket"),
                    "Connection",
                    List.of("Upgrade"),
                    "HTTP2-Settings",
                    List.of("AAMAAABkAAQAAP__"));
            refused(
                    ErrorCode.UPSTREAM_ERROR,
                    "answer",
                    () -> egress.call(
                            request("GET", urlOf(upstream), headers, ""),
                            TestAccess.to("api.test:" + upstream.port())));
            assertThat(upstream.received().getFirst().head().toLowerCase(Locale.ROOT))
                    .doesNotContain("upgrade")
                    .doesNotContain("http2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
    void the_six_methods_are_sent(String method) {
        try (RecordingUpstream upstream =
                RecordingUpstream.saying(method.equals("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" : OK)) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            for (int i = 0; i < 2; i++) {
                UpstreamAnswer answer = egress.call(request(method, urlOf(upstream), Map.of(), ""), access);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).hasSize(method.equals("HEAD") ? 0 : 2);
            }
            assertThat(upstream.connections()).isEqualTo(1);
            assertThat(upstream.received().getFirst().requestLine()).startsWith(method + " / ");
        }
    }

    @Test
    void H02_host_and_server_name_are_those_of_the_url() {
        Received received = sent(
                "GET",
                Map.of("Host", List.of("evil.test"), "X-Forwarded-Host", List.of("evil.test")),
                "",
                TestAccess.BEARER,
                TestEgress.token());
        assertThat(received.header("host")).hasSize(1).first().asString().startsWith("api.test:");
        assertThat(received.head()).doesNotContain("evil");
    }

    @Test
    void H04_the_body_is_framed_anew() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Length", List.of("1", "99"));
        headers.put("Transfer-Encoding", List.of("chunked"));
        Received received = sent("POST", headers, "0\r\n\r\nGET /smuggled", TestAccess.BEARER, TestEgress.token());
        assertThat(received.header("content-length")).containsExactly("18");
        assertThat(received.header("transfer-encoding")).isEmpty();
        assertThat(received.body()).hasSize(18);
    }

    @Test
    void H04_a_large_body_arrives_as_it_is() {
        String body = "0123456789abcdef".repeat(1 << 16);
        Received received = sent("PUT", Map.of(), body, TestAccess.BEARER, TestEgress.token());
        assertThat(received.header("content-length")).containsExactly(Integer.toString(1 << 20));
        assertThat(new String(received.body(), StandardCharsets.US_ASCII)).isEqualTo(body);
    }

    @Test
    void H05_the_injected_header_is_the_only_one_of_its_name() {
        Injection header = new Injection(Style.HEADER, "X-Api-Key", "Key ", null, null, null);
        Received received = sent(
                "GET",
                Map.of("x_api_key", List.of("mine"), "X-API-Key", List.of("mine"), "Authorization", List.of("mine")),
                "",
                header,
                Credential.ofValue(SecretBytes.ofText("secret-1234")));
        assertThat(received.header("x-api-key")).containsExactly("Key secret-1234");
        assertThat(received.head()).doesNotContain("mine");
    }

    @Test
    void H05_the_injected_query_parameter_cannot_be_set_by_the_caller() {
        Injection query = new Injection(Style.QUERY, "api_key", null, null, null, null);
        refused(
                ErrorCode.INVALID_REQUEST,
                "query",
                () -> egress.call(
                        get("https://api.test/?API_KEY=mine"),
                        TestAccess.to("api.test").injecting(query)));
        Received received =
                sent("GET", Map.of(), "", query, Credential.ofValue(SecretBytes.ofText("a b&c=d/é\r\nX: y")));
        assertThat(received.requestLine()).isEqualTo("GET /?api_key=a%20b%26c%3Dd%2F%C3%A9%0D%0AX%3A%20y HTTP/1.1");
    }

    @Test
    void basic_is_built_of_its_two_fields() {
        Injection basic = new Injection(Style.BASIC, null, null, null, "user", "password");
        Map<String, SecretBytes> fields = new LinkedHashMap<>();
        fields.put("user", SecretBytes.ofText("alice"));
        fields.put("password", SecretBytes.ofText("s3cret"));
        assertThat(sent("GET", Map.of(), "", basic, Credential.ofFields(fields)).header("authorization"))
                .containsExactly("Basic " + base64("alice:s3cret"));
    }

    @Test
    void basic_of_one_value_is_a_user_without_password_or_the_pair_itself() {
        Injection basic = new Injection(Style.BASIC, null, null, null, null, null);
        assertThat(sent("GET", Map.of(), "", basic, Credential.ofValue(SecretBytes.ofText("sk_key")))
                        .header("authorization"))
                .containsExactly("Basic " + base64("sk_key:"));
        assertThat(sent("GET", Map.of(), "", basic, Credential.ofValue(SecretBytes.ofText("me:pw")))
                        .header("authorization"))
                .containsExactly("Basic " + base64("me:pw"));
    }

    @Test
    void a_credential_that_would_break_the_head_is_not_sent() {
        refused(
                ErrorCode.CONNECTION_NOT_CONFIGURED,
                "",
                () -> sent(
                        "GET",
                        Map.of(),
                        "",
                        TestAccess.BEARER,
                        Credential.ofValue(SecretBytes.ofText("a\r\nHost: evil.test"))));
    }

    @Test
    void fixed_headers_travel_and_cannot_frame() {
        try (RecordingUpstream upstream = RecordingUpstream.saying(OK)) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            egress.call(get(urlOf(upstream)), access.with(Map.of("Notion-Version", "2022-06-28")));
            assertThat(upstream.received().getFirst().header("notion-version")).containsExactly("2022-06-28");
            for (Map<String, String> bad : List.of(
                    Map.of("Host", "evil.test"),
                    Map.of("Content_Length", "1"),
                    Map.of("X-A", "b\r\nc: d"),
                    Map.of("X A", "b"))) {
                refused(
                        ErrorCode.CONNECTION_NOT_CONFIGURED,
                        "",
                        () -> egress.call(get(urlOf(upstream)), access.with(bad)));
            }
            assertThat(upstream.received()).hasSize(1);
        }
    }

    @Test
    void H06_what_looks_like_a_template_is_sent_as_it_is() {
        Received received = sent(
                "POST",
                Map.of("X-A", List.of("{{credential}} ${token} %s")),
                "{\"a\": \"{{access_token}} ${secret}\"}",
                TestAccess.BEARER,
                TestEgress.token());
        assertThat(received.header("x-a")).containsExactly("{{credential}} ${token} %s");
        assertThat(received.body()).asString().isEqualTo("{\"a\": \"{{access_token}} ${secret}\"}");
    }

    @Test
    void H07_nothing_of_ours_is_sent() {
        Received received = sent(
                "GET",
                Map.of(
                        "X-Passport-Token",
                        List.of("pp_secret"),
                        "Authorization",
                        List.of("Bearer sk_stack_1"),
                        "X-STACK-Authority-Request-Id",
                        List.of("r".repeat(22))),
                "",
                TestAccess.BEARER,
                TestEgress.token());
        assertThat(received.head())
                .doesNotContain("pp_secret")
                .doesNotContain("sk_stack")
                .doesNotContain("rrr")
                .doesNotContainIgnoringCase("java")
                .doesNotContainIgnoringCase("httpcore");
        assertThat(received.header("accept-encoding")).containsExactly("identity");
    }

    @Test
    void L10_no_packing_is_asked_for_beside_the_credential() {
        Received received =
                sent("GET", Map.of("Accept-Encoding", List.of("gzip, br")), "", TestAccess.BEARER, TestEgress.token());
        assertThat(received.header("accept-encoding")).containsExactly("identity");
    }

    @Test
    void H08_a_cookie_that_was_set_does_not_come_back() {
        try (RecordingUpstream upstream = RecordingUpstream.saying(
                "HTTP/1.1 200 OK\r\nSet-Cookie: session=1; Path=/\r\nContent-Length: 0\r\n\r\n")) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            assertThat(egress.call(get(urlOf(upstream)), access).headers()).doesNotContainKey("set-cookie");
            egress.call(get(urlOf(upstream)), access);
            assertThat(upstream.received().getLast().head()).doesNotContainIgnoringCase("cookie");
        }
    }

    @Test
    void H09_operators_and_trusts_never_share_a_connection() {
        try (RecordingUpstream upstream = RecordingUpstream.saying(OK)) {
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            for (int i = 0; i < 2; i++) {
                egress.call(get(urlOf(upstream)), access);
                egress.call(get(urlOf(upstream)), access.ofOperator("op_two"));
                egress.call(
                        get(urlOf(upstream)),
                        access.trusting(TestCertificates.caPem() + TestCertificates.otherCaPem()));
            }
            assertThat(upstream.received()).hasSize(6);
            assertThat(upstream.connections()).isEqualTo(3);
            refused(ErrorCode.UPSTREAM_ERROR, "tls", () -> egress.call(get(urlOf(upstream)), access.trusting(null)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE"})
    void H13_a_call_that_ended_unclearly_is_not_sent_again(String method) {
        try (RecordingUpstream upstream = new RecordingUpstream(TestCertificates.server(), (_, _) -> false)) {
            refused(
                    ErrorCode.UPSTREAM_ERROR,
                    "answer",
                    () -> egress.call(
                            request(method, urlOf(upstream), Map.of(), method.equals("POST") ? "{}" : ""),
                            TestAccess.to("api.test:" + upstream.port())));
            assertThat(upstream.received()).hasSize(1);
        }
    }

    @Test
    void H13_another_address_is_tried_before_the_first_byte_only() throws IOException {
        try (RecordingUpstream upstream = RecordingUpstream.saying(OK)) {
            egress.names.put("api.test", List.of("127.66.66.66", "127.0.0.1"));
            assertThat(egress.call(get(urlOf(upstream)), TestAccess.to("api.test:" + upstream.port()))
                            .status())
                    .isEqualTo(200);
            assertThat(upstream.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 429, 500, 502, 503, 599})
    void U09_the_status_of_the_service_is_handed_on(int status) {
        try (RecordingUpstream upstream = RecordingUpstream.saying("HTTP/1.1 " + status
                + " X\r\nRetry-After: 17\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")) {
            UpstreamAnswer answer = egress.call(get(urlOf(upstream)), TestAccess.to("api.test:" + upstream.port()));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).containsEntry("retry-after", List.of("17"));
            assertThat(answer.body()).asString().isEqualTo("{}");
            assertThat(upstream.received()).hasSize(1);
        }
    }

    @Test
    void U09_interim_answers_are_passed_over() {
        try (RecordingUpstream upstream = RecordingUpstream.saying(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK)) {
            assertThat(egress.call(get(urlOf(upstream)), TestAccess.to("api.test:" + upstream.port()))
                            .status())
                    .isEqualTo(200);
        }
    }

    private Received sent(
            String method, Map<String, List<String>> headers, String body, Injection injection, Credential credential) {
        try (RecordingUpstream upstream = RecordingUpstream.saying(OK)) {
            egress.call(
                    request(method, urlOf(upstream), headers, body),
                    TestAccess.to("api.test:" + upstream.port()).injecting(injection),
                    credential,
                    TestEgress.LIMIT);
            return upstream.received().getFirst();
        }
    }

    private static String urlOf(RecordingUpstream upstream) {
        return "https://api.test:" + upstream.port() + "/";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] firstBytes(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            byte[] first = socket.getInputStream().readNBytes(64);
            socket.getOutputStream().write("HTTP/1.1 400 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return first;
        } catch (IOException gone) {
            return new byte[0];
        }
    }
}
