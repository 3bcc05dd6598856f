// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.revocation.RevocationSet.Verdict;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisServer;

/**
 * From revoking a passport over HTTP to its refusal at 1, 3 and 10 edges, against a raw Redis publish to as many
 * subscribers; and a look into the local set against a Redis GET.
 */
public final class RevocationBench implements Bench {

    private static final List<Integer> EDGES = List.of(1, 3, 10);
    private static final StrictJson JSON = new StrictJson(Limits.BODY);
    private static final String CHANNEL = "bench";
    private static final double GOAL_NANOS = 50e6;
    private static final int LOOKS = 1_000;
    private static final long PATIENCE_SECONDS = 10;

    @Override
    public String name() {
        return "revocation";
    }

    @Override
    public String describes() {
        return "revoke to refused at 1, 3 and 10 edges, against a raw Redis publish; a look-up, against a Redis GET";
    }

    @Override
    public List<Ratio> run(Effort effort) throws Exception {
        int port = Ports.free();
        RedisServer server =
                RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
        server.start();
        URI redis = URI.create("redis://127.0.0.1:" + port);
        try (BenchDatabase database = BenchDatabase.start();
                BenchServer stack = BenchServer.start(database, "--stack.redis.url=" + redis)) {
            String agent = id(stack.post("/v1/agents/register", "{\"name\": \"bench\"}"), "id");
            List<Ratio> results = new ArrayList<>();
            for (int edges : EDGES) {
                results.addAll(propagation(stack, database, redis, agent, edges, effort.samples()));
            }
            results.add(look(database, redis, stack.operator(), effort));
            return results;
        } finally {
            server.stop();
        }
    }

    /** A revocation and a publish in turn; the first half only warms up. */
    private static List<Ratio> propagation(
            BenchServer stack, BenchDatabase database, URI redis, String agent, int count, int samples)
            throws Exception {
        double[] refused = new double[samples];
        double[] published = new double[samples];
        List<AutoCloseable> open = new ArrayList<>();
        RedisClient client = RedisClient.create(redis.toString());
        try {
            List<RevocationEdge> edges = new ArrayList<>();
            List<Subscriber> subscribers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                HikariDataSource own = database.pool(1);
                open.add(own);
                var edge = new RevocationEdge(own, redis);
                open.addFirst(edge);
                edges.add(edge);
                subscribers.add(new Subscriber(client.connectPubSub()));
            }
            RedisCommands<String, String> publisher = client.connect().sync();
            for (int i = -samples; i < samples; i++) {
                int sample = Math.max(i, 0);
                refused[sample] = revoke(stack, agent, edges);
                published[sample] = publish(publisher, subscribers);
            }
        } finally {
            client.shutdown();
            for (AutoCloseable one : open) {
                one.close();
            }
        }
        String of = " to refused at " + count + (count == 1 ? " edge" : " edges");
        double p99 = Percentile.of(refused, 99);
        return List.of(
                Ratio.of(
                        "p50, revoke" + of,
                        Percentile.of(refused, 50) / Percentile.of(published, 50),
                        "p50 of a raw publish to as many (times: less is better)"),
                Ratio.of(
                        "p99, revoke" + of,
                        p99 / Percentile.of(published, 99),
                        "p99 of a raw publish to as many (times: less is better)"),
                Ratio.of("p99, revoke" + of, p99 / GOAL_NANOS, "50 ms (times: less is better)")
                        .withGoal(1));
    }

    /** From sending the request to the last edge's refusal. */
    private static double revoke(BenchServer stack, String agent, List<RevocationEdge> edges) throws Exception {
        var jti = new Jti(id(
                stack.post(
                        "/v1/passports/issue",
                        "{\"agent_id\": \"" + agent + "\", \"intent\": {\"summary\": \"bench\", \"services\": []}}"),
                "jti"));
        List<CompletableFuture<Long>> all =
                edges.stream().map(edge -> edge.refuses(stack.operator(), jti)).toList();
        long began = System.nanoTime();
        stack.post("/v1/passports/revoke", "{\"jti\": \"" + jti + "\"}");
        return latest(all) - began;
    }

    private static double publish(RedisCommands<String, String> publisher, List<Subscriber> subscribers)
            throws Exception {
        List<CompletableFuture<Long>> all =
                subscribers.stream().map(Subscriber::next).toList();
        long began = System.nanoTime();
        publisher.publish(CHANNEL, "revoked");
        return latest(all) - began;
    }

    private static long latest(List<CompletableFuture<Long>> all) throws Exception {
        long latest = Long.MIN_VALUE;
        for (CompletableFuture<Long> one : all) {
            latest = Math.max(latest, one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return latest;
    }

    private static Ratio look(BenchDatabase database, URI redis, OperatorId operator, Effort effort) throws Exception {
        RedisClient client = RedisClient.create(redis.toString());
        try (HikariDataSource own = database.pool(1);
                RevocationEdge edge = new RevocationEdge(own, redis)) {
            RedisCommands<String, String> commands = client.connect().sync();
            var live = new Jti("pp_0123456789012345678901");
            Rounds rounds = new Rounds()
                    .add("look", () -> LOOKS * Load.rate(effort.slice(), List.of(() -> look(edge, operator, live))))
                    .add("get", () -> Load.rate(effort.slice(), List.of(() -> commands.get("revoked:" + live))))
                    .run(effort);
            return Ratio.of("look-ups a second", rounds.ratio("look", "get"), "Redis GETs a second, one caller")
                    .withGoal(50);
        } finally {
            client.shutdown();
        }
    }

    private static void look(RevocationEdge edge, OperatorId operator, Jti jti) {
        int live = 0;
        for (int i = 0; i < LOOKS; i++) {
            live += edge.revocations().look(operator, jti) == Verdict.LIVE ? 1 : 0;
        }
        if (live != LOOKS) {
            throw new IllegalStateException("a passport that nobody revoked was refused");
        }
    }

    private static String id(String json, String member) throws JsonRefused {
        if (JSON.parse(json) instanceof JsonObject answer
                && answer.members().get(member) instanceof JsonString(String text)) {
            return text;
        }
        throw new IllegalStateException("the answer names no " + member);
    }

    /** One connection that hears what is published. */
    private static final class Subscriber {

        private volatile CompletableFuture<Long> heard = new CompletableFuture<>();

        Subscriber(StatefulRedisPubSubConnection<String, String> connection) {
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    heard.complete(System.nanoTime());
                }
            });
            connection.sync().subscribe(CHANNEL);
        }

        CompletableFuture<Long> next() {
            heard = new CompletableFuture<>();
            return heard;
        }
    }
}
