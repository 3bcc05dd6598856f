// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** First answers, in a real table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredAnswersTest {

    private static final AnswerSealer OPEN = new AnswerSealer() {
        @Override
        public byte[] seal(OperatorId operator, byte[] answer) {
            return answer;
        }

        @Override
        public byte[] unseal(OperatorId operator, byte[] sealed) {
            return sealed;
        }
    };

    private final EmbeddedPostgres postgres;
    private final JdbcClient jdbc;
    private final StoredAnswers answers;

    StoredAnswersTest() throws IOException {
        postgres = EmbeddedPostgres.start();
        jdbc = JdbcClient.create(postgres.getPostgresDatabase());
        answers = new StoredAnswers(jdbc, OPEN, result -> String.valueOf(result).getBytes(StandardCharsets.UTF_8));
    }

    @BeforeAll
    void migrate() {
        jdbc.sql("create schema command").update();
        new ResourceDatabasePopulator(new ClassPathResource("db/command/V2__idempotency.sql"))
                .execute(postgres.getPostgresDatabase());
    }

    @AfterAll
    void stop() throws IOException {
        postgres.close();
    }

    @Test
    void W08_what_was_put_is_found_and_nothing_else() {
        answers.put(key("a", "body"), "answer");
        assertThat(answers.find(key("a", "body"))).hasValueSatisfying(found -> {
            assertThat(found.status()).isEqualTo(201);
            assertThat(found.body()).isEqualTo("answer".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(answers.find(key("b", "body"))).isEmpty();
    }

    @Test
    void W09_the_same_key_with_another_body_is_refused() {
        answers.put(key("w09", "body"), "answer");
        assertThatThrownBy(() -> answers.find(key("w09", "other")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void W10_the_second_is_stopped_and_changes_nothing() {
        answers.put(key("w10", "body"), "first");
        assertThatThrownBy(() -> answers.put(key("w10", "body"), "second")).isInstanceOf(KeyTaken.class);
        assertThat(answers.find(key("w10", "body")).orElseThrow().body())
                .isEqualTo("first".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_has_expired_is_not_found_gives_way_and_is_swept_a_few_at_a_time() {
        for (String name : new String[] {"old1", "old2", "old3"}) {
            answers.put(key(name, "body"), "old");
        }
        jdbc.sql("update command.idempotency set expires_at = now() - interval '1 s' where idempotency_key like 'old%'")
                .update();
        assertThat(answers.find(key("old1", "other"))).isEmpty();
        answers.put(key("old1", "other"), "new");
        assertThat(answers.find(key("old1", "other"))).isPresent();
        assertThat(answers.sweep(1)).isOne();
        assertThat(answers.sweep(10)).isOne();
        assertThat(answers.find(key("old1", "other"))).isPresent();
    }

    @Test
    void a_key_survives_its_way_as_metadata() {
        IdempotencyKey key = key("way", "body");
        IdempotencyKey back = IdempotencyKey.of(MetaData.from(key.toMetadata())).orElseThrow();
        assertThat(back.key()).isEqualTo("way");
        assertThat(back.operator()).isEqualTo(key.operator());
        assertThat(back.route()).isEqualTo(key.route());
        assertThat(back.status()).isEqualTo(201);
        assertThat(back.request().isOf(key.request().bytes())).isTrue();
        assertThat(IdempotencyKey.of(MetaData.emptyInstance())).isEqualTo(Optional.empty());
    }

    @Test
    void requests_differ_by_each_of_their_parts_and_by_where_these_end() {
        byte[] body = {1};
        String same = RequestDigest.of("a", "/b", body).hex();
        assertThat(same)
                .isEqualTo(RequestDigest.of("a", "/b", body).hex())
                .isNotEqualTo(RequestDigest.of("x", "/b", body).hex())
                .isNotEqualTo(RequestDigest.of("a", "/x", body).hex())
                .isNotEqualTo(RequestDigest.of("a", "/b", new byte[] {2}).hex())
                .isNotEqualTo(RequestDigest.of("a/", "b", body).hex());
    }

    private static IdempotencyKey key(String name, String body) {
        var request = RequestDigest.of("op_1", "/v1/things", body.getBytes(StandardCharsets.UTF_8));
        return new IdempotencyKey(new OperatorId("op_1"), "POST /v1/things", name, request, 201);
    }
}
