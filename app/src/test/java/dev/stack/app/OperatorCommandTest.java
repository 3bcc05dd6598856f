// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stack operator} beside a server that runs and one that does not. */
class OperatorCommandTest {

    private static final String KEY = "sk_live_op_[0-9A-Za-z]{43}";

    @TempDir
    private Path temp;

    @Test
    void another_operator_is_made_while_the_server_serves_and_while_it_does_not() throws Exception {
        Path data = temp.resolve("data");
        String second;
        String third;
        try (StackProcess server = StackProcess.up(data)) {
            List<String> said = said(data, "create", "--name", "Second");
            assertThat(said).hasSize(3);
            assertThat(said.getFirst()).matches("op_[0-9A-Za-z]+  Second");
            second = said.getLast().strip();
            assertThat(second).matches(KEY);

            assertThat(agents(server, second)).isEqualTo(200);
            assertThat(entries(server, second)).contains("operator.register", "operator.key_regenerate");
            assertThat(entries(
                            server,
                            Files.readString(data.resolve("operator.key")).strip()))
                    .as("operators do not see each other")
                    .doesNotContain("Second");
            String chain = server.get("/v1/audit/verify-chain", "Authorization", "Bearer " + second)
                    .body();
            assertThat(chain).contains("\"valid\":true");
        }

        assertThat(said(data, "create", "--quiet", "--name", "Third")).hasSize(1);
        List<String> listed = said(data, "list");
        third = said(data, "create", "-q", "--name", "Fourth").getFirst();

        assertThat(listed).hasSize(3);
        assertThat(listed.get(0)).endsWith("Z  Operator");
        assertThat(listed.get(1)).endsWith("Z  Second");
        assertThat(listed.get(2)).endsWith("Z  Third");
        assertThat(String.join("\n", listed)).doesNotContain("sk_live");
        try (StackProcess server = StackProcess.up(data)) {
            assertThat(agents(server, second)).isEqualTo(200);
            assertThat(agents(server, third)).isEqualTo(200);
            assertThat(said(data, "list", "--json"))
                    .singleElement()
                    .asString()
                    .startsWith("[{\"operator_id\":\"op_")
                    .contains("\"name\":\"Third\"", "\"name\":\"Fourth\"")
                    .doesNotContain("sk_live");
        }
    }

    @Test
    void what_cannot_be_done_is_said_in_one_line() throws Exception {
        try (StackProcess nowhere = operator(temp.resolve("none"), "create", "--name", "X")) {
            assertThat(nowhere.exitCode()).isEqualTo(1);
            assertThat(nowhere.ownErrors()).singleElement().asString().contains("no installation", "--data");
            assertThat(own(nowhere)).isEmpty();
        }
        assertThat(temp.resolve("none")).doesNotExist();
        try (StackProcess nameless = operator(temp.resolve("none"), "create")) {
            assertThat(nameless.exitCode()).isEqualTo(2);
        }
        Path data = temp.resolve("data");
        try (StackProcess _ = StackProcess.up(data);
                StackProcess badly = operator(data, "create", "--name", "two\nlines")) {
            assertThat(badly.exitCode()).isEqualTo(1);
            assertThat(badly.ownErrors()).singleElement().asString().contains("1 to 100 characters");
            assertThat(own(badly)).isEmpty();
            assertThat(said(data, "list")).hasSize(1);
        }
    }

    private static int agents(StackProcess server, String key) throws Exception {
        return server.get("/v1/agents", "Authorization", "Bearer " + key).statusCode();
    }

    private static String entries(StackProcess server, String key) throws Exception {
        return server.get("/v1/audit", "Authorization", "Bearer " + key).body();
    }

    private static List<String> said(Path data, String... words) throws Exception {
        try (StackProcess command = operator(data, words)) {
            int code = command.exitCode();
            assertThat(code).as(command.output() + command.errors()).isZero();
            assertThat(command.ownErrors()).isEmpty();
            return own(command);
        }
    }

    /** Without what the logging library says about the class path of tests. */
    private static List<String> own(StackProcess command) throws Exception {
        return command.output()
                .lines()
                .filter(line -> !line.isBlank() && !line.contains("|-"))
                .toList();
    }

    private static StackProcess operator(Path data, String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("operator"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--data", data.toString()));
        return StackProcess.start(arguments.toArray(String[]::new));
    }
}
