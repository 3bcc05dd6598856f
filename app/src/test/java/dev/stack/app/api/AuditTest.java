// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log, asked over HTTP. */
class AuditTest {

    private static final ApiServer SERVER = ApiServer.shared();

    @Test
    void A01_a_row_changed_by_who_has_all_power_is_named() {
        Scene scene = Scene.enforced(SERVER.operator());
        scene.issue();
        assertThat(verdict(scene).member("valid")).isEqualTo(new JsonBoolean(true));
        String victim = Scene.text(scene.entries("service.connect").getFirst(), "entry_id");

        SERVER.database()
                .sql()
                .sql("alter table ledger.entry disable trigger all")
                .update();
        SERVER.database()
                .sql()
                .sql("update ledger.entry set actor = 'someone else' where entry_id = ?")
                .param(victim)
                .update();
        SERVER.database()
                .sql()
                .sql("alter table ledger.entry enable always trigger entry_is_never_changed")
                .update();
        SERVER.database()
                .sql()
                .sql("alter table ledger.entry enable always trigger entry_is_never_truncated")
                .update();

        Answer verdict = verdict(scene);
        assertThat(verdict.member("valid")).isEqualTo(new JsonBoolean(false));
        assertThat(((JsonObject) verdict.member("break")).get("entry_id")).contains(new JsonString(victim));
        assertThat(((JsonObject) verdict.member("break")).get("kind")).contains(new JsonString("content"));
    }

    @Test
    void refusals_stand_in_the_log_with_their_code_and_who_was_refused() {
        Scene scene = Scene.enforced(SERVER.operator());
        scene.issue("\"ttl_seconds\": 900");
        JsonObject refused = scene.entries("passport.issue").getFirst();
        assertThat(Scene.text(refused, "outcome")).isEqualTo("blocked");
        assertThat(Scene.text(refused, "error_code")).isEqualTo("ACCOUNTABILITY_REQUIRED");
        assertThat(Scene.text(refused, "agent_id")).isEqualTo(scene.agent());
        assertThat(Scene.text(refused, "trace_id")).isNotEmpty();
        assertThat(Scene.text(refused, "actor")).isEqualTo(scene.operator().id().value());
    }

    @Test
    void A10_text_with_line_breaks_and_quotes_stays_data() {
        Scene scene = Scene.enforced(SERVER.operator());
        scene.checkout(Scene.text(scene.issue(), "jti"), "[\"a\\\"b\\nc\"]");
        List<String> lines = scene.http()
                .get("/v1/audit/export?format=ndjson")
                .text()
                .lines()
                .toList();
        assertThat(lines).hasSize(scene.entries().size());
        assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void the_tail_follows_a_watermark() {
        Scene scene = Scene.enforced(SERVER.operator());
        Http http = scene.http();
        String mark = http.get("/v1/audit?limit=1").member("max_timestamp").toString();
        Answer quiet = http.get("/v1/audit?since=" + mark);
        assertThat(quiet.member("max_timestamp").toString()).isEqualTo(mark);
        assertThat(quiet.member("entries").toString()).isEqualTo("[]");
        SERVER.clock().forward(Duration.ofMillis(1));
        scene.issue();
        Scene.await("newer entries", () -> !http.get("/v1/audit?since=" + mark)
                .member("entries")
                .toString()
                .equals("[]"));
    }

    private static Answer verdict(Scene scene) {
        return scene.http().get("/v1/audit/verify-chain");
    }
}
