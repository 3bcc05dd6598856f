// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Load by wrk: a fixed number of connections, each sending its next request when it has the answer. */
final class Wrk {

    /** Twice the places of one passport, and few enough that neither side refuses any. */
    static final int CONNECTIONS = 32;

    private static final int THREADS = 2;
    private static final String RESULT = "@ ";
    /** Fewer failures than one in so many requests are told, and the figures stand. */
    private static final int FAILED_ONE_IN = 100;

    /** The threads begin at different requests. What went wrong is told with the figures. */
    private static final String SCRIPT = """
            local began = 0
            function setup(thread)
              thread:set("first", began)
              began = began + 1
            end
            local made, at = {}, 0
            function init(arguments)
              for headers in io.lines("%1$s/headers") do
                local fields = { ["Content-Type"] = "application/json" }
                for name, value in headers:gmatch("([^:\\t]+): ([^\\t]+)") do fields[name] = value end
                for body in io.lines("%1$s/body") do
                  made[#made + 1] = wrk.format("POST", "%2$s", fields, body)
                end
              end
              at = math.floor(first * #made / %3$d)
            end
            function request()
              at = at %% #made + 1
              return made[at]
            end
            function done(summary, latency, requests)
              local e = summary.errors
              io.write(string.format("@ %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
                latency:percentile(50), latency:percentile(99), e.status + e.connect + e.read + e.write + e.timeout))
            end
            """;

    private final Path script;
    private final String url;

    private Wrk(Path script, String url) {
        this.script = script;
        this.url = url;
    }

    /**
     * What one run measured.
     *
     * @param requests that were answered
     * @param micros how long it ran
     */
    record Measured(long requests, long micros, long p50Micros, long p99Micros) {

        double perSecond() {
            return requests * 1e6 / micros;
        }
    }

    /**
     * Sends {@code body} to {@code path}, with each of these sets of header fields in turn.
     *
     * @param headers one text for each set: {@code Name: value}, with tabs between
     */
    static Wrk posting(Path folder, int port, String path, List<String> headers, String body) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("headers"), headers);
        Files.writeString(folder.resolve("body"), body + "\n");
        Path script = Files.writeString(folder.resolve("load.lua"), SCRIPT.formatted(folder, path, THREADS));
        return new Wrk(script, "http://127.0.0.1:" + port);
    }

    /** Runs; answers that are no success are told, and where they are many, there is no figure. */
    Measured run(int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Programs.require("wrk").toString(),
                        "-t" + THREADS,
                        "-c" + CONNECTIONS,
                        "-d" + seconds + "s",
                        "--timeout",
                        "10s",
                        "--latency",
                        "-s",
                        script.toString(),
                        url)
                .redirectErrorStream(true)
                .start();
        String said;
        try {
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
        } finally {
            Children.end(process);
        }
        long[] figures = said.lines()
                .filter(line -> line.startsWith(RESULT))
                .findFirst()
                .map(line -> List.of(line.substring(RESULT.length()).split(" ", -1)).stream()
                        .mapToLong(Long::parseLong)
                        .toArray())
                .orElseThrow(() -> new IllegalStateException("wrk said: " + said));
        String failed = figures[4] + " of " + figures[0] + " requests failed: " + said;
        if (figures[4] * FAILED_ONE_IN >= figures[0]) {
            throw new IllegalStateException(failed);
        }
        if (figures[4] > 0) {
            System.err.println(failed);
        }
        return new Measured(figures[0], figures[1], figures[2], figures[3]);
    }
}
