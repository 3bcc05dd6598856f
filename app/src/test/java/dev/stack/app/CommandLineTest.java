// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.Terminal.Ran;
import dev.stack.app.cli.client.Fields;
import dev.stack.app.cli.client.Printer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a server that was started by it. */
class CommandLineTest {

    private static final String NOWHERE = "http://127.0.0.1:9";

    @TempDir
    private static Path data;

    @TempDir
    private Path temp;

    private static StackProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = StackProcess.up(data);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void an_agent_lives_its_whole_life() throws Exception {
        String agent = id(ask("agents", "register", "Night shift", "--mode", "logged", "--json"));

        assertThat(ask("agents", "list").lines())
                .anySatisfy(line -> assertThat(line).contains(agent, "Night shift", "logged", "active"));
        assertThat(ask("agents", "get", agent).out())
                .contains("accountability_mode")
                .contains("logged");
        assertThat(text(ask("agents", "update", agent, "--name", "Day shift", "--json"), "name"))
                .isEqualTo("Day shift");
        assertThat(text(ask("agents", "suspend", agent, "--json"), "status")).isEqualTo("suspended");
        assertThat(text(ask("agents", "activate", agent, "--json"), "status")).isEqualTo("active");
        ask("agents", "permissions", agent).succeeded();
        ask("agents", "delete", agent).succeeded();
        Ran unknown = ask("agents", "get", "agt_nobody");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("stack: NOT_FOUND: ").contains("(request req_");
    }

    @Test
    void a_service_is_connected_granted_and_ended() throws Exception {
        String agent = id(ask("agents", "register", "Courier", "--json"));
        Path secret = Files.writeString(temp.resolve("token"), "xoxb-canary-of-the-command-line\n");

        Ran connected = ask("services", "connect", "slack", "--credential-file", secret.toString(), "--json");
        String connection = id(connected);

        assertThat(connected.out()).doesNotContain("canary");
        assertThat(ask("services", "list").out()).contains(connection, "slack").doesNotContain("canary");
        assertThat(ask("services", "catalog").out()).contains("slack", "github");
        ask("services", "grant", connection, agent, "--scopes", "chat:write").succeeded();
        assertThat(ask("agents", "permissions", agent).out()).contains(connection);
        Ran noJson = ask("services", "grant", connection, agent, "--intents", "{}");
        assertThat(noJson.code()).isEqualTo(2);
        assertThat(noJson.err()).contains("it must be a JSON array");
        ask("services", "withdraw", connection, agent).succeeded();
        ask("services", "disconnect", connection).succeeded();
    }

    @Test
    void a_mission_is_started_seen_and_completed() throws Exception {
        String agent = id(ask("agents", "register", "Miner", "--mode", "logged", "--json"));

        Ran started = ask("missions", "start", agent, "--intent", "Dig", "--expires-in", "10m", "--json");
        String mission = text(started, "mission_id");

        assertThat(text(started, "passport.token")).startsWith("eyJ");
        assertThat(ask("missions", "list").out()).contains(mission);
        ask("missions", "get", mission).succeeded();
        assertThat(text(ask("missions", "complete", mission, "--json"), "terminal_state"))
                .isEqualTo("completed_successful");
        ask("missions", "replay", mission).succeeded();
        String second = text(ask("missions", "start", agent, "--intent", "Dig on", "--json"), "mission_id");
        ask("missions", "revoke", second, "--adversarial", "--notes", "dug too deep")
                .succeeded();
    }

    @Test
    void a_passport_is_issued_and_revoked() throws Exception {
        String agent = id(ask("agents", "register", "Envoy", "--mode", "logged", "--json"));

        String jti = text(ask("issue", agent, "--intent", "Carry a letter", "--ttl", "5m", "--json"), "jti");
        Ran bare = ask("issue", agent, "--intent", "Carry a parcel", "--token-only")
                .succeeded();

        assertThat(bare.lines()).singleElement().asString().startsWith("eyJ");
        assertThat(text(ask("revoke", jti, "--reason", "lost", "--json"), "jti"))
                .isEqualTo(jti);
        assertThat(ask("revoke", "--agent", agent, "--json").json().toString()).contains("\"revoked");
        ask("revoke", "--all", "--reason", "drill").succeeded();
        assertThat(ask("revoke").code()).isEqualTo(2);
        assertThat(ask("revoke", jti, "--all").code()).isEqualTo(2);
        assertThat(ask("issue", agent, "--intent", "x", "--ttl", "soon").err()).contains("90s, 15m or 2h");
    }

    @Test
    void a_review_is_listed_and_unknown_ones_are_refused() throws Exception {
        assertThat(ask("reviews", "list", "--json").json().toString()).startsWith("[");
        Ran unknown = ask("reviews", "approve", "co_nobody?x=/../y");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("stack: ").doesNotContain("HTTP_");
    }

    @Test
    void the_log_is_exported_whole_and_verified_without_the_server() throws Exception {
        ask("agents", "register", "Scribe").succeeded();
        Path log = temp.resolve("audit.ndjson");

        Ran exported = ask("audit", "export", log.toString()).succeeded();
        String head = text(ask("audit", "head", "--json"), "entry_hash");

        assertThat(exported.out()).startsWith(Files.readAllLines(log).size() + " entries in ");
        assertThat(Terminal.run("verify-log", log.toString()).succeeded().out()).startsWith("OK: ");
        assertThat(Terminal.run("verify-log", "--head", head, log.toString()).code())
                .isZero();
        assertThat(Terminal.run("verify-log", "--head", "ab".repeat(32), log.toString())
                        .code())
                .isEqualTo(1);
        assertThat(text(ask("audit", "verify", "--json"), "break")).isEmpty();
        assertThat(ask("audit", "export", temp.resolve("audit.csv").toString(), "--format", "csv")
                        .code())
                .isZero();
        assertThat(Files.readAllLines(temp.resolve("audit.csv")))
                .hasSizeGreaterThan(Files.readAllLines(log).size());
        assertThat(ask("audit", "export", "-").lines().getFirst()).startsWith("{");
    }

    @Test
    void a_log_that_was_changed_is_named_at_the_entry() throws Exception {
        ask("agents", "register", "Forger").succeeded();
        Path log = temp.resolve("audit.ndjson");
        ask("audit", "export", log.toString()).succeeded();
        List<String> rows = new ArrayList<>(Files.readAllLines(log));

        Path changed = Files.write(
                temp.resolve("changed"), replaced(rows, "\"outcome\":\"success\"", "\"outcome\":\"failure\""));
        Ran content = Terminal.run("verify-log", changed.toString());
        rows.remove(1);
        Ran gap = Terminal.run(
                "verify-log", Files.write(temp.resolve("gap"), rows).toString());
        Ran noExport = Terminal.run(
                "verify-log", Files.writeString(temp.resolve("no"), "hello\n").toString());

        assertThat(content.code()).isEqualTo(1);
        assertThat(content.out()).startsWith("BROKEN at ").contains("content");
        assertThat(Terminal.run("verify-log", "--json", changed.toString()).out())
                .contains("\"valid\":false", "\"kind\":\"content\"");
        assertThat(gap.code()).isEqualTo(1);
        assertThat(gap.out()).contains("chain_seq 3");
        assertThat(noExport.code()).isEqualTo(2);
        assertThat(noExport.err()).contains("line 1 is no row of an NDJSON export");
        assertThat(Terminal.run("verify-log", temp.resolve("none").toString()).code())
                .isEqualTo(2);
    }

    @Test
    void L05_names_of_others_cannot_steer_the_terminal() throws Exception {
        ask("agents", "register", "right \u202Etfel\u200B").succeeded();

        Ran listed = ask("agents", "list").succeeded();

        assertThat(listed.out()).doesNotContain("\u202E", "\u200B").contains("right \\u{202e}tfel\\u{200b}");
        assertThat(Printer.shown("\u001B[31mred\r\u0007")).isEqualTo("\\u{1b}[31mred\\u{d}\\u{7}");
    }

    @Test
    void the_newest_entries_are_shown_one_line_each() throws Exception {
        String agent = id(ask("agents", "register", "Watched", "--json"));

        Ran shown = ask("monitor", "--agent", agent, "--limit", "5").succeeded();

        assertThat(shown.lines()).hasSize(1).first().asString().contains("success", "agent.register", agent);
        assertThat(ask("monitor", "--agent", agent, "--json").json().toString()).contains(agent);
    }

    @Test
    void a_key_that_is_regenerated_goes_to_a_file_of_its_owner_and_the_old_one_is_dead() throws Exception {
        Path own = temp.resolve("own");
        String key = Terminal.run("operator", "create", "-q", "--name", "Second", "--data", data.toString())
                .succeeded()
                .lines()
                .getLast();
        Path old = Files.writeString(temp.resolve("old"), key);
        String url = server.url().toString();

        Terminal.run("key", "regenerate", "--url", url, "--key-file", old.toString(), "--out", own.toString())
                .succeeded();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rw-------");
        assertThat(Terminal.run("status", "--url", url, "--key-file", own.toString())
                        .succeeded()
                        .out())
                .contains(url, "API key of " + own);
        Ran dead = Terminal.run("status", "--url", url, "--key-file", old.toString());
        assertThat(dead.code()).isEqualTo(1);
        assertThat(dead.err()).contains("INVALID_API_KEY");
    }

    @Test
    void a_server_that_is_not_there_is_told_apart_from_one_that_refuses() {
        Ran nowhere = Terminal.run(
                "agents",
                "list",
                "--url",
                NOWHERE,
                "--key-file",
                data.resolve("operator.key").toString());
        assertThat(nowhere.code()).isEqualTo(3);
        assertThat(nowhere.err()).contains("does not answer at " + NOWHERE, "./stack up");
        Ran noKey = Terminal.run("agents", "list", "--url", NOWHERE, "--key-file", "nowhere");
        assertThat(noKey.code()).isEqualTo(1);
        assertThat(noKey.err()).contains("cannot be read", "--key-file");
    }

    @Test
    void words_that_need_another_say_which() {
        Ran half = Terminal.run("agents");
        assertThat(half.code()).isEqualTo(2);
        assertThat(half.err()).contains("Say what to do: ", "register", "suspend");
        assertThat(Terminal.run("completion").succeeded().out()).contains("complete -F", "revoke-key");
        assertThat(Terminal.run("agents", "register", "--help").succeeded().out())
                .contains("--mode");
    }

    @Test
    void the_doctor_finds_nothing_wrong_with_what_runs() throws Exception {
        String port = Integer.toString(server.url().getPort());
        Ran well = Terminal.run("doctor", "--data", data.toString(), "--port", port)
                .succeeded();
        assertThat(well.lines())
                .anySatisfy(line -> assertThat(line).startsWith("ok").contains("java", "Java 25"))
                .anySatisfy(line -> assertThat(line).startsWith("ok").contains("port", "STACK server that is well"))
                .anySatisfy(line -> assertThat(line).startsWith("ok").contains("database", "PostgreSQL", "answers"))
                .anySatisfy(line -> assertThat(line).startsWith("ok").contains("clock", "database's clock"))
                .anySatisfy(line -> assertThat(line).startsWith("ok").contains("redis", "none is named"))
                .anySatisfy(line -> assertThat(line).startsWith("ok").contains("disk", "MiB free"))
                .anySatisfy(line -> assertThat(line).startsWith("ok").contains("master key"));
    }

    @Test
    void the_doctor_says_what_is_in_the_way_and_what_to_do() throws Exception {
        try (var other = new ServerSocket(0)) {
            other.setSoTimeout(1);
            Ran ill = Terminal.run(
                    "doctor",
                    "--data",
                    temp.toString(),
                    "--port",
                    Integer.toString(other.getLocalPort()),
                    "--set",
                    "stack.redis.url=redis://127.0.0.1:9",
                    "--set",
                    "stack.vault.kek=aws-kms");
            assertThat(ill.code()).isEqualTo(1);
            assertThat(ill.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("failed").contains("port", "another program"))
                    .anySatisfy(line -> assertThat(line).contains("→ Stop that, or choose another port with --port."))
                    .anySatisfy(line -> assertThat(line).startsWith("warning").contains("redis", "does not answer"))
                    .anySatisfy(line -> assertThat(line).startsWith("failed").contains("master key", "key-id"));
        }
        Ran unreadable = Terminal.run("doctor", "--set", "stack.redis.timeout=soon", "--json");
        assertThat(unreadable.code()).isEqualTo(1);
        assertThat(unreadable.out()).contains("\"part\":\"settings\"", "\"verdict\":\"failed\"");
        assertThat(temp.resolve("postgres")).doesNotExist();
    }

    private static List<String> replaced(List<String> rows, String old, String fresh) {
        return rows.stream().map(row -> row.replace(old, fresh)).toList();
    }

    private static Ran ask(String... words) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of(
                "--url",
                server.url().toString(),
                "--key-file",
                data.resolve("operator.key").toString()));
        return Terminal.run(all.toArray(String[]::new));
    }

    private static String id(Ran made) {
        return text(made, "id");
    }

    private static String text(Ran answered, String path) {
        return Fields.text(answered.json(), path).orElse("");
    }
}
