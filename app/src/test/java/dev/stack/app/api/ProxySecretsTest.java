// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After calls were made, the credential is nowhere but at the service: database, log, export and answers are searched. */
class ProxySecretsTest {

    private static final ApiServer SERVER = ApiServer.shared();

    @Test
    void L01_L10_the_credential_is_in_no_table_no_log_no_export_and_no_answer() {
        var log = new ByteArrayOutputStream();
        var answers = new StringBuilder();
        PrintStream before = System.out;
        ProxyScene scene;
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (UpstreamServer upstream = UpstreamServer.start()) {
            upstream.behave((request, exchange) ->
                    UpstreamServer.json(exchange, 200, "{\"echo\": \"" + request.header("Authorization") + "\"}"));
            scene = ProxyScene.of(SERVER, upstream, "logged", "[]");
            String token = scene.token();
            answers.append(scene.get(token, upstream, "/a").text());
            answers.append(scene.post(token, upstream, "/b", "{}", "Idempotency-Key", "once-" + scene.service())
                    .text());
            upstream.behave((_, exchange) -> exchange.close());
            answers.append(scene.get(token, upstream, "/broken").text());
            answers.append(scene.call(token, "\"method\": \"GET\", \"url\": \"https://example.com/\"")
                    .text());
            assertThat(upstream.received().getFirst().header("Authorization")).contains(scene.secret());
        } finally {
            System.setOut(before);
        }
        Answer export = scene.http().get("/v1/audit/export");
        answers.append(export.text())
                .append(scene.http().get("/v1/services/connected").text());
        String tables = TableDump.everyTable(SERVER.database().sql());
        assertThat(tables).contains(scene.agent());
        for (String spelling : spellings(scene.secret())) {
            assertThat(answers.toString()).doesNotContain(spelling);
            assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(spelling);
            assertThat(tables).doesNotContain(spelling);
        }
    }

    private static List<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(bytes);
        return List.of(secret, HexFormat.of().formatHex(bytes), base64.substring(0, base64.length() - 4));
    }
}
