// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.sample.SampleServer;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every failure has one form, whoever fails. */
class ProblemsTest {

    private final SampleServer server = SampleServer.shared();
    private final Http http = new Http(server.port(), server.key("problems", Role.OPERATOR));

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void a_refusal_has_the_status_of_its_code(ErrorCode code) {
        http.get("/v1/samples/refusals/" + code).isProblem(ProblemKind.of(code).status(), code);
    }

    @Test
    void a_route_nobody_serves_is_not_found() {
        http.get("/v1/nothing/here").isProblem(404, ErrorCode.NOT_FOUND);
        http.get("/nothing/here").isProblem(404, ErrorCode.NOT_FOUND);
        http.get("/error").isProblem(404, ErrorCode.NOT_FOUND);
    }

    @Test
    void a_method_nobody_serves_is_told_which_ones_are() {
        var answer = http.send("PATCH", "/v1/samples", null).isProblem(405, ErrorCode.INVALID_REQUEST);
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void an_answer_nobody_can_give_is_not_acceptable() {
        http.get("/v1/samples/agt_1", "Accept", "image/png").isProblem(406, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void a_body_of_another_kind_is_unsupported() {
        byte[] form = "name=x".getBytes(StandardCharsets.UTF_8);
        http.send("POST", "/v1/samples", form, "Content-Type", "application/x-www-form-urlencoded")
                .isProblem(415, ErrorCode.INVALID_REQUEST);
        http.send("POST", "/v1/samples", form).isProblem(415, ErrorCode.INVALID_REQUEST);
        http.send("POST", "/v1/samples", form, "Content-Type", "application/json;charset=utf-16")
                .isProblem(415, ErrorCode.INVALID_REQUEST);
        http.send("POST", "/v1/samples", form, "Content-Type", "nonsense").isProblem(415, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void a_body_that_is_not_strict_json_is_refused() {
        for (String body : new String[] {"{", "[]", "{\"a\":1,\"a\":2}", "{} {}", "nul", "{\"a\":NaN}"}) {
            http.post("/v1/samples", body).isProblem(400, ErrorCode.INVALID_REQUEST);
        }
        http.send("POST", "/v1/samples", new byte[] {'"', (byte) 0xFF, '"'}, "Content-Type", "application/json")
                .isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void a_body_over_one_mebibyte_is_too_large() {
        http.post("/v1/samples", "{\"a\":\"" + "x".repeat((1 << 20) - 8) + "\"}");
        http.post("/v1/samples", "{\"a\":\"" + "x".repeat(1 << 20) + "\"}").isProblem(413, ErrorCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void a_compressed_body_is_refused() {
        http.post("/v1/samples", "{}", "Content-Encoding", "gzip").isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void a_query_value_of_the_wrong_kind_is_refused() {
        http.get("/v1/samples?limit=0").isProblem(400, ErrorCode.INVALID_REQUEST);
        http.get("/v1/samples?page=one").isProblem(400, ErrorCode.INVALID_REQUEST);
        http.get("/v1/samples?since=yesterday").isProblem(400, ErrorCode.INVALID_REQUEST);
        http.get("/v1/samples?severity=WARNING").isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void a_url_over_eight_kibibytes_is_refused() {
        http.get("/v1/samples?a=" + "x".repeat(8 << 10)).isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void what_the_server_refuses_before_us_has_the_same_form() {
        String huge = http.raw("GET /v1/samples HTTP/1.1\r\nHost: a\r\nX-A: " + "x".repeat(17 << 10) + "\r\n\r\n");
        assertThat(huge)
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json")
                .contains("INVALID_REQUEST");
        String many = http.raw("GET /v1/samples HTTP/1.1\r\nHost: a\r\n" + "X-A: x\r\n".repeat(70) + "\r\n");
        assertThat(many).startsWith("HTTP/1.1 4").contains("INVALID_REQUEST");
        String malformed = http.raw("GET /v1/<samples> HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(malformed)
                .startsWith("HTTP/1.1 400")
                .contains("INVALID_REQUEST")
                .doesNotContain("Tomcat");
    }

    /** H04, as far as it is the server's own. */
    @Test
    void H04_two_lengths_are_refused() {
        String head = "POST /v1/samples HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
        assertThat(http.raw(head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"))
                .startsWith("HTTP/1.1 400");
        assertThat(http.raw(head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{}"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void a_failure_that_passes_says_when_to_try_again() {
        assertThat(http.get("/v1/samples/refusals/RATE_LIMITED").header("Retry-After"))
                .isEqualTo("60");
        assertThat(http.get("/v1/samples/refusals/UNAVAILABLE").header("Retry-After"))
                .isEqualTo("5");
    }

    @Test
    void F01_a_missing_database_is_unavailable_and_named() {
        var answer = http.get("/v1/samples/store-down").isProblem(503, ErrorCode.UNAVAILABLE);
        var details = (JsonObject)
                ((JsonObject) answer.member("error")).get("details").orElseThrow();
        assertThat(details.get("part")).contains(new JsonString("store"));
        assertThat(answer.text()).doesNotContain("db.internal");
    }

    @Test
    void L04_a_defect_tells_nothing_but_its_request_id() {
        var answer = http.get("/v1/samples/defect").isProblem(500, ErrorCode.INTERNAL);
        assertThat(answer.text())
                .doesNotContain("select")
                .doesNotContain("db.internal")
                .doesNotContain("Exception")
                .doesNotContain("dev.stack")
                .doesNotContain("Tomcat");
        assertThat(answer.response().headers().map().keySet()).noneMatch("server"::equalsIgnoreCase);
    }

    @Test
    void L04_what_the_caller_sent_is_not_sent_back() {
        var answer = http.get("/v1/%3Cscript%3Ealert(1)").isProblem(404, ErrorCode.NOT_FOUND);
        assertThat(answer.text()).doesNotContain("script");
    }
}
