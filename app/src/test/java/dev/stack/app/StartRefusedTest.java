// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where starting would be wrong the process ends with code 1 and one line that says what to do. */
class StartRefusedTest {

    private static final String EXTERNAL = "stack.database.url=jdbc:postgresql://127.0.0.1:1/stack";

    @TempDir
    private Path temp;

    @Test
    void F20_an_unknown_setting_is_refused_and_the_nearest_is_named() throws Exception {
        assertThat(refusal("--set", "stack.databse.url=jdbc:postgresql://db/stack"))
                .contains("stack.databse.url", "stack.database.url");
    }

    @Test
    void F20_a_setting_outside_its_range_is_refused() throws Exception {
        assertThat(refusal("--set", "stack.database.connections=1")).contains("stack.database.connections");
    }

    @Test
    void F20_a_role_there_is_not_or_none_at_all_is_refused() throws Exception {
        assertThat(refusal("--set", "stack.roles=command,edgy")).contains("\"edgy\"", "command, query, detect, edge");
        assertThat(refusal("--set", "stack.roles=")).contains("names no role");
    }

    @Test
    void F20_a_missing_password_file_is_refused() throws Exception {
        Path nowhere = temp.resolve("nowhere");
        assertThat(refusal("--set", EXTERNAL, "--set", "stack.database.password-file=" + nowhere))
                .contains(nowhere.toString(), "stack.database.password-file");
        assertThat(refusal("--set", EXTERNAL)).contains("stack.database.password-file");
    }

    @Test
    void F20_a_database_without_its_password_file_is_refused() throws Exception {
        Files.createDirectories(temp.resolve("data/postgres"));
        assertThat(refusal()).contains("postgres.secrets", "backup");
    }

    @Test
    void K11_a_sample_password_is_refused() throws Exception {
        Path file = Files.writeString(temp.resolve("password"), "changeme-changeme");
        assertThat(refusal("--set", EXTERNAL, "--set", "stack.database.password-file=" + file))
                .contains("too easy to guess");
    }

    @Test
    void K11_plain_http_is_refused_where_others_can_reach_it() throws Exception {
        assertThat(refusal("--set", "server.address=0.0.0.0")).contains("stack.plain-http-allowed");
    }

    private String refusal(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("up", "--port", "0", "--data", temp.resolve("data").toString()));
        arguments.addAll(Arrays.asList(more));
        try (StackProcess process = StackProcess.start(arguments.toArray(String[]::new))) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.ownErrors()).hasSize(1);
            return process.ownErrors().getFirst();
        }
    }
}
