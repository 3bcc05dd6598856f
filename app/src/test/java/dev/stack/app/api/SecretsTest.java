// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Secrets go in and do not come out. */
class SecretsTest {

    private static final ApiServer SERVER = ApiServer.shared();

    @Test
    void K07_no_answer_shows_a_secret_again() {
        Scene scene = Scene.enforced(SERVER.operator());
        for (String route : List.of(
                "/v1/services/connected",
                "/v1/services",
                "/v1/services/templates",
                "/v1/agents/" + scene.agent() + "/permissions",
                "/v1/audit",
                "/v1/audit/export")) {
            assertThat(scene.http().get(route).text())
                    .as(route)
                    .doesNotContain(Scene.SLACK_TOKEN)
                    .doesNotContain(Scene.GITHUB_TOKEN)
                    .doesNotContain(scene.operator().key());
        }
    }

    @Test
    void A12_K01_no_table_holds_a_secret_in_clear() {
        Scene scene = Scene.enforced(SERVER.operator());
        Answer issued = scene.http()
                .post(
                        "/v1/passports/issue",
                        "{\"agent_id\": \"" + scene.agent()
                                + "\", \"intent\": {\"summary\": \"x\", \"services\": [\"slack\"]}}",
                        "Idempotency-Key",
                        "k1");
        String token = Scene.text(issued, "token");
        String dump = TableDump.everyTable(SERVER.database().sql());
        assertThat(dump).contains(scene.agent());
        for (String secret :
                List.of(Scene.SLACK_TOKEN, Scene.GITHUB_TOKEN, scene.operator().key(), token)) {
            assertThat(dump).doesNotContain(secret).doesNotContain(hex(secret));
        }
    }

    @Test
    void K08_disconnecting_destroys_the_secret_and_all_that_hung_on_it() {
        Scene scene = Scene.enforced(SERVER.operator());
        Answer issued = scene.issue();
        Answer gone = scene.http().send("DELETE", "/v1/services/" + scene.slack() + "/disconnect", null);
        assertThat(gone.member("status").toString()).isEqualTo("\"disconnected\"");
        long left = SERVER.database()
                .sql()
                .sql("select count(*) from vault.secret where connection_id = ?")
                .param(scene.slack())
                .query(Long.class)
                .single();
        assertThat(left).isZero();
        assertThat(scene.verify(Scene.text(issued, "token")).member("revoked").toString())
                .isEqualTo("true");
        assertThat(scene.http()
                        .get("/v1/agents/" + scene.agent() + "/permissions")
                        .text())
                .doesNotContain(scene.slack());
    }

    @Test
    void L01_no_log_line_holds_a_secret() {
        var captured = new ByteArrayOutputStream();
        PrintStream before = System.out;
        Scene scene;
        String token;
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            scene = Scene.enforced(SERVER.operator());
            token = Scene.text(scene.issue(), "token");
            scene.http().post("/v1/services/connect", "{\"service_id\": \"slack\", \"oauth_token\": 7}");
            scene.http().post("/v1/passports/refresh", "{\"token\": \"" + token + "x\"}");
        } finally {
            System.setOut(before);
        }
        assertThat(captured.toString(StandardCharsets.UTF_8))
                .doesNotContain(Scene.SLACK_TOKEN)
                .doesNotContain(scene.operator().key())
                .doesNotContain(token);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
