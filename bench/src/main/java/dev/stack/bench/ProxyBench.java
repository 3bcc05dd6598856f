// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.bench.Rounds.Figures;
import dev.stack.bench.Wrk.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.util.FileSystemUtils;

/** Calls through the proxy, against nginx forwarding the same requests to the same service with a credential put in. */
public final class ProxyBench implements Bench {

    private static final String CREDENTIAL = "sk_bench_0123456789abcdefghijklmnop";
    private static final String MESSAGE = "{\"channel\":\"C0123456789\",\"text\":\"The weekly report is ready.\"}";

    /** Places for all connections many times over, and all of their tokens remembered. */
    private static final int PASSPORTS_REUSED = 16;

    private static final int TOKENS_REMEMBERED = 32;
    /** By the time a token comes again it is long forgotten. */
    private static final int PASSPORTS_COLD = 64 * TOKENS_REMEMBERED;

    private static final int PASSPORTS_COLD_TINY = 4 * TOKENS_REMEMBERED;
    /** A server that has just started needs longer for its first call than for thousands later. */
    private static final int SECONDS_MIN = 2;

    /** While the compiler works, most of the processor time is its own: it has had enough when a slice is hardly faster. */
    private static final int WARM_UP_SECONDS = 10;

    private static final int WARM_UP_SLICES_MAX = 12;
    private static final double HARDLY_FASTER = 1.05;

    private static final String CALLS = "calls a second";
    private static final String SERVER = "processor time of the server";
    private static final String ALL = "processor time of all";
    private static final String P50 = "p50";
    private static final String P99 = "p99";

    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public String describes() {
        return "calls through the proxy, token cached and cold, every call on record, against nginx with a header put in";
    }

    @Override
    public Optional<String> lacks() {
        return Programs.lacking(Map.of("nginx", "nginx-light", "wrk", "wrk"));
    }

    @Override
    public List<Ratio> run(Effort effort) throws Exception {
        Path folder = Files.createTempDirectory("stack-bench-proxy");
        ServerCertificate certificate = ServerCertificate.make();
        try (Nginx upstream = Nginx.upstream(folder.resolve("upstream"), certificate);
                Nginx anchor = Nginx.forwarding(folder.resolve("anchor"), upstream, certificate, CREDENTIAL);
                ServerProcess server = ServerProcess.start(
                        folder.resolve("data"),
                        "stack.edge.verified-tokens-max=" + TOKENS_REMEMBERED,
                        "stack.web.rate-limit.per-key=100000000",
                        "stack.web.rate-limit.calls=100000000")) {
            ProxyScene scene = ProxyScene.make(server, upstream, certificate, CREDENTIAL);
            boolean tiny = effort.warmUp() == 0;
            Wrk plain =
                    Wrk.posting(folder.resolve("wrk-anchor"), anchor.port(), "/post", List.of("X-Bench: 1"), MESSAGE);
            Wrk cached = calls(folder.resolve("wrk-cached"), server, upstream, scene.tokens(PASSPORTS_REUSED));
            Wrk cold = calls(
                    folder.resolve("wrk-cold"),
                    server,
                    upstream,
                    scene.tokens(tiny ? PASSPORTS_COLD_TINY : PASSPORTS_COLD));
            long database = server.databasePid();
            LongSupplier none = () -> 0;
            LongSupplier servers = () -> ProcessorTime.of(server.pid());
            LongSupplier databases = () -> ProcessorTime.ofTree(database);
            if (tiny) {
                cached.run(SECONDS_MIN);
            } else {
                warmUp(cached);
            }
            int seconds = Math.max(SECONDS_MIN, (int) effort.slice().toMillis() / 200);
            Rounds rounds = new Rounds()
                    .measure("nginx", () -> figures(plain, seconds, () -> ProcessorTime.ofTree(anchor.pid()), none))
                    .measure("cached", () -> figures(cached, seconds, servers, databases))
                    .measure("cold", () -> figures(cold, seconds, servers, databases))
                    .run(effort);
            List<Ratio> results = new ArrayList<>(results(rounds, "cached", 0.28, 5.5));
            results.addAll(results(rounds, "cold", 0.17, 9.5));
            return results;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void warmUp(Wrk load) throws Exception {
        double best = 0;
        double last = load.run(WARM_UP_SECONDS).perSecond();
        for (int slices = 1; slices < WARM_UP_SLICES_MAX && last > best * HARDLY_FASTER; slices++) {
            best = last;
            last = load.run(WARM_UP_SECONDS).perSecond();
        }
    }

    private static Wrk calls(Path folder, ServerProcess server, Nginx upstream, List<String> tokens) throws Exception {
        String body =
                "{\"service\":\"custom_bench\",\"method\":\"POST\",\"url\":\"https://localhost:%d/post\",\"body\":%s}"
                        .formatted(upstream.port(), MESSAGE);
        List<String> headers = tokens.stream()
                .map(token -> "Authorization: Bearer " + server.key() + "\tX-Passport-Token: " + token)
                .toList();
        return Wrk.posting(folder, server.port(), "/v1/proxy", headers, body);
    }

    private static Figures figures(Wrk load, int seconds, LongSupplier server, LongSupplier database) throws Exception {
        long serverBefore = server.getAsLong();
        long databaseBefore = database.getAsLong();
        Measured measured = load.run(seconds);
        double ofServer = Math.max(1, server.getAsLong() - serverBefore);
        double ofDatabase = database.getAsLong() - databaseBefore;
        return new Figures(Map.of(
                CALLS,
                measured.perSecond(),
                SERVER,
                ofServer / measured.requests(),
                ALL,
                (ofServer + ofDatabase) / measured.requests(),
                P50,
                (double) measured.p50Micros(),
                P99,
                (double) measured.p99Micros()));
    }

    private static List<Ratio> results(Rounds rounds, String subject, double callsGoal, double processorGoal) {
        String token = ", token " + subject;
        return List.of(
                Ratio.of(CALLS + token, rounds.ratio(subject, "nginx", CALLS), "nginx")
                        .withGoal(callsGoal),
                Ratio.of("processor time a call" + token, rounds.ratio(subject, "nginx", ALL), "nginx (less is better)")
                        .withGoal(processorGoal),
                Ratio.of(
                        "… without PostgreSQL's part" + token,
                        rounds.ratio(subject, "nginx", SERVER),
                        "nginx (less is better)"),
                Ratio.of("p50" + token, rounds.ratio(subject, "nginx", P50), "nginx's p50 (less is better)"),
                Ratio.of("p99" + token, rounds.ratio(subject, "nginx", P99), "nginx's p99 (less is better)"));
    }
}
