// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The guides do what they say. A page's blocks marked {@code bash} run as they stand, one after the other in one shell, in a
 * folder whose {@code data} is the server's. {@code bash jq} marks a block for readers who have {@code jq}; without it the
 * page must do as well.
 */
class GuidesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash( \\w+)?\\n(.*?)^```$");

    @TempDir
    private static Path folder;

    private static StackProcess server;

    @BeforeAll
    static void up() throws Exception {
        server = StackProcess.up(folder.resolve("data"), "--allow-private-upstreams");
        StackProcess.script(folder.resolve("stack"));
        Files.createSymbolicLink(folder.resolve("docs"), ROOT.resolve("docs"));
    }

    @AfterAll
    static void down() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/guides/lifecycle.md",
                "docs/guides/services.md",
                "docs/guides/proxy.md",
                "docs/guides/curl.md",
                "docs/guides/offline-verification.md",
                "docs/guides/revocation.md",
                "docs/guides/delegation.md",
                "docs/guides/agent-keys.md",
                "docs/guides/login.md",
                "docs/guides/audit.md",
                "docs/guides/command-line.md",
                "docs/guides/operations.md",
                "docs/guides/scaling.md",
                "docs/guides/master-keys.md"
            })
    void every_block_of_a_guide_runs(String page) throws Exception {
        run(page, "");
    }

    @Test
    void the_mission_of_the_guide_is_flagged_approved_and_on_record() throws Exception {
        String said = run("docs/guides/lifecycle.md", "echo; echo \"jti $JTI\"");
        assertThat(said)
                .contains("\"checkout_status\":\"flagged\"", "\"undeclared_service\"", "\"decision\":\"approved\"");

        String jti = said.substring(said.lastIndexOf("\njti ") + 5).strip();
        JsonNode rows = asked("/v1/audit/export?passport_jti=" + jti).path("rows");
        Set<String> actions = new TreeSet<>();
        Set<String> layers = new TreeSet<>();
        for (JsonNode row : rows) {
            actions.add(row.path("action").asString());
            layers.add(row.path("layer").asString());
        }
        assertThat(actions)
                .containsExactly(
                        "credential.proxy",
                        "passport.checkout",
                        "passport.checkpoint",
                        "passport.issue",
                        "passport.review_decide");
        assertThat(layers).containsExactly("vault");
        assertThat(asked("/v1/passports/reviews?status=flagged").toString()).doesNotContain(jti);
        assertThat(asked("/v1/audit/verify-chain").path("valid").asBoolean()).isTrue();
    }

    @Test
    void the_demo_finds_every_answer_as_promised() throws Exception {
        String key = folder.resolve("data/operator.key").toString();
        try (StackProcess demo =
                StackProcess.start("demo", "--url", server.url().toString(), "--key-file", key)) {
            assertThat(demo.exitCode()).as(demo.output() + demo.errors()).isZero();
            assertThat(demo.output()).contains("ok: the service got the credential", "ok: the agent did not");
            assertThat(demo.output()).endsWith("Done: every answer was as promised.\n");
        }
    }

    @Test
    void a_guide_whose_command_fails_fails_the_test() throws Exception {
        assertThat(shell("BASE=$BASE/nowhere\ncurl -sS --fail-with-body \"$BASE\"; echo on")
                        .code())
                .isNotZero();
    }

    private static String run(String page, String last) throws Exception {
        Result result = shell(String.join("\n", blocks(page)) + "\n" + last);
        assertThat(result.code()).as(page + " said:\n" + result.text()).isZero();
        return result.text();
    }

    private static List<String> blocks(String page) throws IOException {
        List<String> blocks = new ArrayList<>();
        for (MatchResult block :
                BLOCK.matcher(Files.readString(ROOT.resolve(page))).results().toList()) {
            String needs = block.group(1);
            if (needs == null || isInstalled(needs.strip())) {
                blocks.add(block.group(2));
            }
        }
        assertThat(blocks).as("blocks of " + page).isNotEmpty();
        return blocks;
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Whatever the shell said, and how it ended. */
    private record Result(int code, String text) {}

    private static Result shell(String script) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "guide", ".sh"), script);
        Path said = Files.createTempFile(folder, "guide", ".out");
        ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        bash.environment().put("BASE", server.url().toString());
        bash.environment().remove("KEY");
        Process process = bash.start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Result(process.waitFor(), Files.readString(said));
    }

    private static JsonNode asked(String path) throws Exception {
        String key = Files.readAllLines(folder.resolve("data/operator.key")).getFirst();
        return JsonMapper.shared()
                .readTree(server.get(path, "Authorization", "Bearer " + key).body());
    }
}
