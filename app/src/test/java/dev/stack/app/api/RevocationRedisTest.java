// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.vocabulary.ErrorCode;
import io.lettuce.core.Range;
import io.lettuce.core.XAddArgs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers, one database and a Redis that is harmed: what one has revoked the other never accepts. */
class RevocationRedisTest {

    private static final Duration PROMPT = Duration.ofSeconds(5);

    private static TestRedis redis;
    private static UpstreamServer upstream;
    private static ApiServer revoking;
    private static ApiServer calling;
    private static ProxyScene there;
    private static ProxyScene here;

    @BeforeAll
    static void two_servers() throws IOException {
        redis = TestRedis.start();
        upstream = UpstreamServer.start();
        TestDatabase database = TestDatabase.create();
        String url = "--stack.redis.url=" + redis.url();
        revoking = ApiServer.start(database, url);
        calling = ApiServer.start(
                database, url, "--stack.vault.kek-file=" + revoking.folder().resolve("data/vault/kek"));
        Operator operator = revoking.operator();
        here = ProxyScene.of(operator, upstream, "enforced", "[]");
        there = new ProxyScene(
                new Operator(operator.id(), operator.key(), new Http(calling.port(), operator.key())),
                here.agent(),
                here.connection(),
                here.service(),
                here.secret());
    }

    @AfterAll
    static void all_end() throws IOException {
        calling.close();
        revoking.close();
        upstream.close();
        redis.close();
    }

    @Test
    void J26_what_one_server_has_acknowledged_as_revoked_no_server_accepts() {
        for (int i = 0; i < 10; i++) {
            revokedEverywhere();
        }
    }

    @Test
    void F08_with_redis_killed_and_started_again_no_revoked_passport_is_accepted() throws IOException {
        revokedEverywhere();
        long degraded = entries("system.degraded");
        redis.kill();
        Scene.await("the loss is on record or was a moment ago", () -> {
            revokedEverywhere();
            return entries("system.degraded") > degraded || degraded > 0;
        });
        redis.restart();
        revokedEverywhere();
        Scene.await("Redis carries again", () -> redis.commands().xlen("stack:revocations") > 0);
        Scene.await("each loss on record ended", () -> entries("system.restored") == entries("system.degraded"));
        revokedEverywhere();
    }

    @Test
    void F09_with_redis_emptied_no_revoked_passport_is_accepted() {
        Revoked before = revokedEverywhere();
        redis.commands().flushall();
        before.isRefusedThere();
        revokedEverywhere();
        redis.commands().del("stack:revocations");
        revokedEverywhere();
    }

    @Test
    void F09_a_stream_that_lies_makes_no_revoked_passport_accepted() {
        Revoked before = revokedEverywhere();
        var commands = redis.commands();
        commands.xrange("stack:revocations", Range.unbounded())
                .forEach(entry -> commands.xdel("stack:revocations", entry.getId()));
        commands.del("revoked:" + before.jti());
        before.isRefusedThere();
        assertThat(here.http().post("/v1/operators/me/freeze", "{}").status()).isEqualTo(200);
        try {
            long last = revoking.database()
                    .sql()
                    .sql("select seq from command.revocation_head")
                    .query(Long.class)
                    .single();
            for (long seq = last + 1; seq < last + 5; seq++) {
                lie(seq, "THAW", here.operator().id().value());
            }
            there.get(before.token(), upstream, "/frozen").isProblem(401, ErrorCode.PASSPORT_REVOKED);
        } finally {
            assertThat(here.http().post("/v1/operators/me/thaw", "{}").status()).isEqualTo(200);
        }
        revokedEverywhere();
    }

    @Test
    void F10_while_redis_hangs_a_revocation_is_prompt_and_holds() throws IOException {
        redis.freeze();
        try {
            for (int i = 0; i < 3; i++) {
                long began = System.nanoTime();
                revokedEverywhere();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMPT);
            }
        } finally {
            redis.thaw();
        }
        revokedEverywhere();
    }

    @Test
    void F11_a_redis_that_takes_no_writes_loses_no_revocation() {
        redis.commands().configSet("maxmemory-policy", "noeviction");
        redis.commands().configSet("maxmemory", "1");
        try {
            Revoked revoked = revokedEverywhere();
            assertThat(revoking.database()
                            .sql()
                            .sql("select count(*) from command.revocation where subject = ?")
                            .param(revoked.jti())
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        } finally {
            redis.commands().configSet("maxmemory", "0");
        }
    }

    @Test
    void listeners_outside_hear_of_it_and_find_a_key() {
        List<String> heard = redis.listen("stack:revoked");
        Scene.await("a revocation is heard of", () -> {
            Revoked revoked = revokedEverywhere();
            return heard.stream().anyMatch(text -> text.contains(revoked.jti()))
                    && redis.commands().ttl("revoked:" + revoked.jti())
                            > Duration.ofHours(24).toSeconds();
        });
        assertThat(heard.getLast())
                .contains("\"type\":\"single\"", "\"operator_id\":", "\"cascaded\":[]", "\"reason\":null", "\"at\":");
    }

    @Test
    void a_drill_measures_every_edge_and_is_on_record() {
        Answer drilled = here.http().post("/v1/revocation/drill", "{}");
        assertThat(drilled.status()).as(drilled.text()).isEqualTo(200);
        assertThat(((JsonArray) drilled.member("edges")).items()).hasSize(2);
        assertThat(((JsonArray) drilled.member("edges_silent")).items()).isEmpty();
        assertThat(Double.parseDouble(drilled.member("max_ms").toString())).isBetween(0.0, 5_000.0);
        assertThat(new Scene(here.operator(), "", "", "").entries("revocation.drill"))
                .isNotEmpty();
        assertThat(revoking.database()
                        .sql()
                        .sql("select count(*) from command.drill_edge")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** A passport that worked there and was revoked here. */
    private record Revoked(String jti, String token) {

        void isRefusedThere() {
            there.get(token, upstream, "/revoked").isProblem(401, ErrorCode.PASSPORT_REVOKED);
        }
    }

    private static Revoked revokedEverywhere() {
        Answer issued = here.issue("[\"" + here.service() + "\"]");
        Revoked revoked = new Revoked(Scene.text(issued, "jti"), Scene.text(issued, "token"));
        assertThat(there.get(revoked.token(), upstream, "/live").status()).isEqualTo(200);
        Answer answer = here.http().post("/v1/passports/revoke", "{\"jti\": \"%s\"}".formatted(revoked.jti()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(((JsonArray) answer.member("edges_pending")).items()).isEmpty();
        revoked.isRefusedThere();
        here.get(revoked.token(), upstream, "/revoked").isProblem(401, ErrorCode.PASSPORT_REVOKED);
        assertThat(upstream.received()).noneMatch(request -> request.target().equals("/revoked"));
        return revoked;
    }

    private static void lie(long seq, String kind, String subject) {
        redis.commands()
                .xadd(
                        "stack:revocations",
                        new XAddArgs().id(seq + "-0"),
                        Map.of(
                                "kind",
                                kind,
                                "operator",
                                here.operator().id().value(),
                                "subject",
                                subject,
                                "at",
                                "2026-11-21T00:00:00Z",
                                "forget",
                                "2036-11-21T00:00:00Z"));
    }

    private static long entries(String event) {
        return revoking.database()
                .sql()
                .sql("select count(*) from ledger.entry where event = ?")
                .param(event)
                .query(Long.class)
                .single();
    }
}
