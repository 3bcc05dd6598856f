// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.app.web.Route;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is another operator's is as if it were not there. */
class TenancyTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final Scene theirs = Scene.enforced(SERVER.operator());
    private final Http ours = SERVER.operator().http();

    /** Made from the API's own description: every route that names a thing, with every kind of their things. */
    @Test
    void T01_a_foreign_id_answers_like_a_missing_one_on_every_route() {
        Answer issued = theirs.issue();
        String jti = Scene.text(issued, "jti");
        String checkpoint = Scene.text(theirs.checkpoint(jti, "[\"slack\"]"), "checkpoint_id");
        List<String> foreign = List.of(
                theirs.agent(),
                theirs.slack(),
                jti,
                Scene.text(issued, "mission_id"),
                Scene.text(issued, "session_id"),
                checkpoint,
                "cout_" + jti.substring(3));
        List<Route> named = Route.all(SERVER.nobody()).stream()
                .filter(route -> route.hasId() && !route.isPublic())
                .toList();
        assertThat(named).hasSizeGreaterThan(20);
        for (Route route : named) {
            for (String id : foreign) {
                String missing = id.substring(0, id.length() - 4) + "none";
                Answer theirAnswer = ask(route, id);
                Answer noAnswer = ask(route, missing);
                assertThat(theirAnswer.status()).as(route + " " + id).isEqualTo(noAnswer.status());
                assertThat(shape(theirAnswer, id)).as(route + " " + id).isEqualTo(shape(noAnswer, missing));
            }
        }
        assertThat(theirs.verify(Scene.text(issued, "token")).member("valid").toString())
                .isEqualTo("true");
    }

    @Test
    void T02_a_tenant_named_in_body_query_or_header_is_not_obeyed() {
        String operator = theirs.operator().id().value();
        Answer registered = ours.post(
                "/v1/agents/register?operator_id=" + operator,
                "{\"name\": \"mine\", \"operator_id\": \"" + operator + "\"}",
                "X-Operator-Id",
                operator);
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.member("operator_id")).isNotEqualTo(new JsonString(operator));
        assertThat(((JsonArray) theirs.http().get("/v1/agents").value()).items())
                .hasSize(1);
    }

    @Test
    void T03_a_list_with_one_foreign_id_does_nothing() {
        Scene own = Scene.enforced(SERVER.operator());
        own.issue("\"intent\": {\"summary\": \"x\", \"services\": [\"slack\"]}, \"scopes\": ["
                        + "{\"service_connection_id\": \"" + own.slack() + "\", \"scopes\": [\"chat:write\"]},"
                        + "{\"service_connection_id\": \"" + theirs.slack() + "\", \"scopes\": [\"chat:write\"]}]")
                .isProblem(400, ErrorCode.SCOPE_ESCALATION);
        assertThat(((JsonArray) own.http().get("/v1/passports/active").value()).items())
                .isEmpty();
    }

    @Test
    void T14_names_and_repeat_keys_of_one_operator_mean_nothing_to_another() {
        String body = "{\"name\": \"the same name\"}";
        Answer first = ours.post("/v1/agents/register", body, "Idempotency-Key", "the-same-key");
        Answer second = theirs.http().post("/v1/agents/register", body, "Idempotency-Key", "the-same-key");
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.member("id")).isNotEqualTo(first.member("id"));
    }

    @Test
    void T12_members_that_are_the_servers_are_never_taken_from_a_caller() {
        Answer registered = ours.post("/v1/agents/register", """
                {"name": "eager", "id": "agt_mine", "status": "suspended", "passport_blocked": true,
                 "created_at": "2001-01-01T00:00:00.000Z", "enrolled_at": "2001-01-01T00:00:00.000Z"}""");
        assertThat(registered.member("id")).isNotEqualTo(new JsonString("agt_mine"));
        assertThat(registered.member("status")).isEqualTo(new JsonString("active"));
        assertThat(registered.member("passport_blocked").toString()).isEqualTo("false");
        assertThat(registered.text()).doesNotContain("2001-01-01");
    }

    @Test
    void T11_guessing_keys_is_slowed_down() {
        Http guesser = SERVER.withKey("sk_live_op_guess" + "0".repeat(38));
        boolean slowed = false;
        for (int i = 0; i < 15 && !slowed; i++) {
            slowed = guesser.get("/v1/agents").status() == 429;
        }
        assertThat(slowed).isTrue();
    }

    private Answer ask(Route route, String id) {
        byte[] body = "{\"decision\": \"approved\", \"reason\": \"operator_initiated_clean\"}"
                .getBytes(StandardCharsets.UTF_8);
        return route.method().equals("GET") || route.method().equals("DELETE")
                ? ours.send(route.method(), route.with(id), null)
                : ours.send(route.method(), route.with(id), body, "Content-Type", "application/json");
    }

    /** The answer without what differs between any two: the id asked for, request id and time. */
    private static String shape(Answer answer, String id) {
        return answer.text()
                .replace(id, "ID")
                .replaceAll("req_[0-9A-Za-z]{22}", "REQ")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
    }
}
