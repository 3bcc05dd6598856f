// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.sample.Effects;
import dev.stack.sample.SampleServer;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same request twice. */
class IdempotencyTest {

    private static final String KEY = "Idempotency-Key";

    private final SampleServer server = SampleServer.shared();
    private final Effects effects = server.bean(Effects.class);
    private final Http http = new Http(server.port(), server.key("repeats", Role.OPERATOR));

    @Test
    void W08_a_repeat_gets_the_first_answer_byte_for_byte() {
        var first = http.post("/v1/effects", "{\"name\":\"w08\"}", KEY, "w08");
        var second = http.post("/v1/effects", "{\"name\":\"w08\"}", KEY, "w08");
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
        assertThat(effects.count("w08")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyed", "named"})
    void W08_the_key_may_be_a_member_of_the_body(String route) {
        String body = "{\"name\":\"w08-" + route + "\",\"idempotency_key\":\"k\"}";
        var first = http.post("/v1/effects/" + route, body);
        var second = http.post("/v1/effects/" + route, body);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(effects.count("w08-" + route)).isOne();
    }

    @Test
    void W08_the_key_may_be_deeper_where_the_route_says_so_and_the_header_goes_first() {
        String body = "{\"name\":\"w08-inner\",\"inner\":{\"idempotency_key\":\"i\"}}";
        String first = http.post("/v1/effects/named", body).text();
        assertThat(http.post("/v1/effects/named", body).text()).isEqualTo(first);
        assertThat(http.post("/v1/effects/named", body, KEY, "w08-header").text())
                .isNotEqualTo(first);
        assertThat(effects.count("w08-inner")).isEqualTo(2);
    }

    @Test
    void W08_an_answer_without_events_is_repeated_too() {
        String body = "{\"name\":\"w08-idle\",\"kind\":\"idle\"}";
        var first = http.post("/v1/effects", body, KEY, "w08-idle");
        assertThat(http.post("/v1/effects", body, KEY, "w08-idle").text()).isEqualTo(first.text());
    }

    @Test
    void W08_without_a_key_everything_happens_again() {
        http.post("/v1/effects", "{\"name\":\"w08-plain\"}");
        http.post("/v1/effects", "{\"name\":\"w08-plain\"}");
        assertThat(effects.count("w08-plain")).isEqualTo(2);
    }

    @Test
    void W09_another_body_under_the_same_key_is_a_conflict() {
        http.post("/v1/effects", "{\"name\":\"w09\"}", KEY, "w09");
        http.post("/v1/effects", "{\"name\":\"w09-other\"}", KEY, "w09").isProblem(409, ErrorCode.CONFLICT);
        http.post("/v1/effects?a=b", "{\"name\":\"w09\"}", KEY, "w09").isProblem(409, ErrorCode.CONFLICT);
        assertThat(effects.count("w09-other")).isZero();
    }

    @Test
    void T04_the_same_key_of_another_operator_or_route_is_another_key() {
        var other = new Http(server.port(), server.key("neighbour", Role.OPERATOR));
        var first = http.post("/v1/effects", "{\"name\":\"t04\"}", KEY, "t04");
        var second = other.post("/v1/effects", "{\"name\":\"t04\"}", KEY, "t04");
        assertThat(second.text()).isNotEqualTo(first.text());
        assertThat(effects.count("t04")).isEqualTo(2);
        assertThat(http.post("/v1/effects/keyed", "{\"name\":\"t04\",\"idempotency_key\":\"t04\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void W10_a_hundred_at_once_have_one_effect() throws Exception {
        List<Http.Answer> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Http.Answer>> running = IntStream.range(0, 100)
                    .mapToObj(_ -> callers.submit(() -> http.post("/v1/effects", "{\"name\":\"w10\"}", KEY, "w10")))
                    .toList();
            for (Future<Http.Answer> answer : running) {
                answers.add(answer.get());
            }
        }
        assertThat(effects.count("w10")).isOne();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Http.Answer::text))
                .isNotEmpty()
                .containsOnly(http.post("/v1/effects", "{\"name\":\"w10\"}", KEY, "w10")
                        .text());
    }

    @Test
    void F05_a_lost_confirmation_is_settled_by_the_key() {
        String body = "{\"name\":\"f05\",\"kind\":\"lost\"}";
        http.post("/v1/effects", body).isProblem(503, ErrorCode.OUTCOME_UNKNOWN);
        assertThat(effects.count("f05")).isOne();
        var settled = http.post("/v1/effects", body, KEY, "f05");
        assertThat(settled.status()).isEqualTo(201);
        assertThat(http.post("/v1/effects", body, KEY, "f05").text()).isEqualTo(settled.text());
        assertThat(effects.count("f05")).isEqualTo(2);
    }

    @Test
    void a_refused_request_leaves_its_key_free() {
        http.post("/v1/effects", "{\"name\":\"free\",\"kind\":\"refused\"}", KEY, "free")
                .isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(http.post("/v1/effects", "{\"name\":\"free\"}", KEY, "free").status())
                .isEqualTo(201);
    }

    @Test
    void what_is_stored_is_sealed() {
        http.post("/v1/effects", "{\"name\":\"sealed\"}", KEY, "sealed");
        byte[] stored = server.bean(JdbcClient.class)
                .sql("select answer from command.idempotency where idempotency_key = 'sealed'")
                .query(byte[].class)
                .single();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("sealed");
    }

    @Test
    void an_expired_key_is_free_again() {
        http.post("/v1/effects", "{\"name\":\"old\"}", KEY, "old");
        expire("old");
        assertThat(http.post("/v1/effects", "{\"name\":\"new\"}", KEY, "old").status())
                .isEqualTo(201);
        assertThat(effects.count("new")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "k\u00e9y"})
    void a_key_that_is_no_key_is_refused(String key) {
        String answer = http.raw("POST /v1/effects HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                + server.key("badkey", Role.STANDARD) + "\r\nContent-Type: application/json\r\n" + KEY + ": " + key
                + "\r\nContent-Length: 14\r\n\r\n{\"name\":\"bad\"}");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("INVALID_REQUEST");
        assertThat(effects.count("bad")).isZero();
    }

    @Test
    void a_key_is_bounded_and_single() {
        http.post("/v1/effects", "{\"name\":\"long\"}", KEY, "x".repeat(256)).isProblem(400, ErrorCode.INVALID_REQUEST);
        http.post("/v1/effects", "{\"name\":\"long\"}", KEY, "a", KEY, "b").isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(effects.count("long")).isZero();
    }

    private void expire(String key) {
        server.bean(JdbcClient.class)
                .sql("update command.idempotency set expires_at = now() - interval '1 s' where idempotency_key = ?")
                .param(key)
                .update();
    }
}
