// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stack up} as an operator meets it: a process, a folder, signals. */
class StackUpTest {

    @TempDir
    private Path temp;

    @Test
    void it_says_ready_and_one_process_owns_the_folder_whose_secrets_only_its_owner_reads() throws Exception {
        Path data = temp.resolve("data");
        try (StackProcess first = StackProcess.up(data);
                StackProcess second = StackProcess.start("up", "--port", "0", "--data", data.toString())) {
            assertThat(first.get("/actuator/health").statusCode()).isEqualTo(200);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.ownErrors())
                    .singleElement()
                    .asString()
                    .contains("in use by process " + first.pid())
                    .contains("--data");
            for (String secret : List.of("operator.key", "postgres.secrets", "postgres.url")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(secret))))
                        .as(secret)
                        .isEqualTo("rw-------");
            }
            assertThat(Files.readAllLines(data.resolve("operator.key")).getFirst())
                    .startsWith("sk_live_op_");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void F06_a_killed_server_starts_again_with_all_it_had() throws Exception {
        Path data = temp.resolve("data");
        try (StackProcess killed = StackProcess.up(data)) {
            remember(data, "before the kill");
            killed.kill();
        }
        assertThat(data.resolve("postgres/postmaster.pid")).exists();
        try (StackProcess again = StackProcess.up(data)) {
            assertThat(remembered(data)).containsExactly("before the kill");
            assertThat(again.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void F21_told_to_stop_it_ends_with_code_0_inside_30_seconds_and_a_restart_keeps_everything() throws Exception {
        Path data = temp.resolve("data");
        try (StackProcess server = StackProcess.up(data)) {
            remember(data, "before the stop");
            long begin = System.nanoTime();
            assertThat(server.terminate()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        }
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        try (StackProcess again = StackProcess.up(data)) {
            assertThat(remembered(data)).containsExactly("before the stop");
        }
    }

    @Test
    void F04_an_embedded_database_that_dies_is_started_again_without_hand_work() throws Exception {
        Path data = temp.resolve("data");
        try (StackProcess server = StackProcess.up(data)) {
            long database = Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .getFirst()
                    .strip());
            ProcessHandle.of(database).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(90)).until(() -> isServedByAnother(data, database));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.get("/actuator/health/readiness").statusCode() == 200);
        }
    }

    @Test
    void F20_a_database_newer_than_the_program_is_refused() throws Exception {
        Path data = temp.resolve("data");
        try (StackProcess server = StackProcess.up(data)) {
            asOwner(
                    data,
                    "insert into ledger.schema_history (installed_rank, version, description, type, script, "
                            + "installed_by, execution_time, success) values (9999, '9999', 'from the future', 'SQL', "
                            + "'V9999__from_the_future.sql', 'test', 1, true)");
            assertThat(server.terminate()).isZero();
        }
        try (StackProcess older = StackProcess.start("up", "--port", "0", "--data", data.toString())) {
            assertThat(older.exitCode()).isEqualTo(1);
            assertThat(older.ownErrors()).last().asString().contains("does not fit this version");
        }
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void L03_only_health_and_metrics_answer_and_metrics_only_to_this_machine() throws Exception {
        try (StackProcess server = StackProcess.up(temp.resolve("data"))) {
            assertThat(server.get("/actuator/health").body())
                    .contains("\"db\"", "\"diskSpace\"", "\"clock\"")
                    .doesNotContain(temp.toString(), "PostgreSQL");
            assertThat(server.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(server.get("/actuator/prometheus").statusCode()).isEqualTo(200);
            assertThat(server.get("/actuator/prometheus", "X-Forwarded-For", "203.0.113.7")
                            .statusCode())
                    .isEqualTo(404);
            for (String absent :
                    List.of("env", "heapdump", "loggers", "configprops", "beans", "mappings", "threaddump", "info")) {
                assertThat(server.get("/actuator/" + absent).statusCode())
                        .as(absent)
                        .isNotEqualTo(200);
            }
        }
    }

    private static void remember(Path data, String text) throws Exception {
        asOwner(data, "create table remembered as select '" + text + "' as text");
    }

    private static void asOwner(Path data, String sql) throws Exception {
        try (Connection connection = asOwner(data);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isServedByAnother(Path data, long database) throws Exception {
        Path pid = data.resolve("postgres/postmaster.pid");
        return Files.exists(pid) && !Files.readString(pid).startsWith(database + "\n");
    }

    private static List<String> remembered(Path data) throws Exception {
        try (Connection connection = asOwner(data);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select string_agg(text, '|') from remembered")) {
            rows.next();
            return List.of(rows.getString(1).split("\\|", -1));
        }
    }

    /** The file holds {@code postgresql://user:password@host:port/database}, as psql takes it. */
    private static Connection asOwner(Path data) throws Exception {
        String url = Files.readString(data.resolve("postgres.url")).strip();
        String account = url.substring("postgresql://".length(), url.indexOf('@'));
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.substring(url.indexOf('@') + 1),
                account.substring(0, account.indexOf(':')),
                account.substring(account.indexOf(':') + 1));
    }
}
