// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.sample.SampleServer;
import dev.stack.vocabulary.Role;
import org.junit.jupiter.api.Test;

/** What a good request is answered with. */
class AnswersTest {

    private final SampleServer server = SampleServer.shared();
    private final Http http = new Http(server.port(), server.key("answers", Role.OPERATOR));

    @Test
    void members_are_snake_case_and_complete() {
        assertThat(http.get("/v1/samples/agt_1").text())
                .isEqualTo("{\"agent_id\":\"agt_1\",\"created_at\":\"2026-01-31T12:00:00.120Z\","
                        + "\"worst_severity\":\"warning\",\"description\":null,\"metadata\":{\"aB\":null},"
                        + "\"counts\":{\"critical\":2}}");
    }

    @Test
    void the_body_is_optional_and_null_is_kept() {
        assertThat(http.post("/v1/samples", "").json().get("body").orElseThrow())
                .hasToString("{}");
        assertThat(http.send("POST", "/v1/samples", null).json().get("body").orElseThrow())
                .hasToString("{}");
        assertThat(http.post("/v1/samples/annotated", "{\"a\":null,\"b\":[1.50]}")
                        .json()
                        .get("body")
                        .orElseThrow())
                .hasToString("{\"a\":null,\"b\":[1.5]}");
    }

    @Test
    void a_get_and_a_delete_may_say_json_without_a_body() {
        assertThat(http.get("/v1/samples/agt_1", "Content-Type", "application/json")
                        .status())
                .isEqualTo(200);
        assertThat(http.send("DELETE", "/v1/samples/agt_1", null, "Content-Type", "application/json")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void no_answer_is_empty() {
        var deleted = http.send("DELETE", "/v1/samples/agt_1", null);
        assertThat(deleted.text()).isEqualTo("{}");
        assertThat(deleted.header("Content-Type")).startsWith("application/json");
        var silent = http.post("/v1/samples/silent", "");
        assertThat(silent.status()).isEqualTo(201);
        assertThat(silent.text()).isEqualTo("{}");
        var noContent = http.post("/v1/samples/no-content", "");
        assertThat(noContent.status()).isEqualTo(200);
        assertThat(noContent.text()).isEqualTo("{}");
    }

    @Test
    void a_trailing_slash_is_ignored() {
        assertThat(http.get("/v1/samples/agt_1/").status()).isEqualTo(200);
        assertThat(http.post("/v1/samples/", "").status()).isEqualTo(201);
    }

    @Test
    void a_page_is_read_and_its_limit_cut() {
        assertThat(http.get("/v1/samples").text()).contains("{\"number\":1,\"limit\":20,\"offset\":0}");
        assertThat(http.get("/v1/samples?page=3&limit=5000").text())
                .contains("{\"number\":3,\"limit\":100,\"offset\":200}");
        assertThat(http.get("/v1/samples?limit=99999999999999&offset=7").text())
                .contains("{\"number\":1,\"limit\":100,\"offset\":7}");
    }

    @Test
    void times_are_read_in_both_forms_and_words_in_lower_case() {
        assertThat(http.get("/v1/samples?since=1769860800000&severity=warning").text())
                .contains("\"2026-01-31T12:00:00.000Z\",\"warning\"");
        assertThat(http.get("/v1/samples?since=2026-01-31T13:00:00%2B01:00").text())
                .contains("\"2026-01-31T12:00:00.000Z\"");
    }

    @Test
    void every_answer_has_a_request_id_of_its_own() {
        String first = http.get("/v1/samples/agt_1").header("X-Request-Id");
        String second = http.get("/v1/samples/agt_1", "X-Request-Id", first).header("X-Request-Id");
        assertThat(first).matches("req_[0-9A-Za-z]{22}");
        assertThat(second).matches("req_[0-9A-Za-z]{22}").isNotEqualTo(first);
    }

    @Test
    void L09_no_answer_may_be_kept_unless_its_route_says_so() {
        assertThat(http.get("/v1/samples/agt_1").header("Cache-Control")).isEqualTo("no-store");
        assertThat(http.get("/v1/samples/keys").header("Cache-Control")).isEqualTo("max-age=60, public");
        assertThat(http.get("/v1/samples/agt_1").header("X-Content-Type-Options"))
                .isEqualTo("nosniff");
    }

    @Test
    void T12_unknown_and_server_owned_members_change_nothing() {
        var answer = http.post(
                "/v1/samples",
                "{\"operator\":\"op_other\",\"operator_id\":\"op_other\",\"role\":\"admin\",\"zzz\":[{}]}",
                "X-Operator-Id",
                "op_other");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.member("operator")).isEqualTo(new JsonString("op_answers"));
        assertThat(answer.member("actor")).isEqualTo(new JsonString("op_answers"));
    }

    @Test
    void T02_a_tenant_named_in_the_query_is_not_obeyed() {
        assertThat(http.post("/v1/samples?operator=op_other&operator_id=op_other", "{}")
                        .member("operator"))
                .isEqualTo(new JsonString("op_answers"));
    }
}
