// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stack.vault.kms.KmsEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stack vault rewrap} as an operator meets it, beside a server that runs and one that does not. */
class VaultRewrapTest {

    private static final String SECRET = "xoxb-canary-rewrap-91c2";

    private static KmsEmulator kms;

    @TempDir
    private Path temp;

    @BeforeAll
    static void start() {
        kms = KmsEmulator.start();
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @Test
    void K05_one_command_moves_an_installation_to_kms_while_it_serves_and_back_while_it_does_not() throws Exception {
        Path data = temp.resolve("data");
        String[] withKms = settings(kms.newKey());
        try (StackProcess server = StackProcess.up(data, withKms)) {
            connect(server, data);
            assertThat(credential(server, data)).contains(SECRET);

            String said = rewrap("aws-kms", data, withKms);

            assertThat(said).contains("done: ", " 0 are not ").doesNotContain(SECRET);
            assertThat(masterKeys(data)).singleElement().asString().startsWith("aws-kms:");
            assertThat(credential(server, data)).contains(SECRET);
            await("the entry").atMost(Duration.ofSeconds(30)).until(() -> entries(data) == 1);
        }
        String[] onKms = with(withKms, "--set", "stack.vault.kek=aws-kms");
        try (StackProcess server = StackProcess.up(data, onKms)) {
            assertThat(credential(server, data)).contains(SECRET);
        }
        Files.delete(data.resolve("vault/kek")); // nothing needs it any more
        try (StackProcess server = StackProcess.up(data, onKms)) {
            assertThat(credential(server, data)).contains(SECRET);
        }

        assertThat(rewrap("local", data, withKms)).contains(" 0 are not ");

        try (StackProcess server = StackProcess.up(data)) {
            assertThat(credential(server, data)).contains(SECRET);
            await("the entry of the other run").atMost(Duration.ofSeconds(30)).until(() -> entries(data) == 2);
        }
    }

    @Test
    void it_says_what_is_missing() throws Exception {
        try (StackProcess nowhere = StackProcess.start(
                "vault",
                "rewrap",
                "--to",
                "local",
                "--data",
                temp.resolve("none").toString())) {
            assertThat(nowhere.exitCode()).isEqualTo(1);
            assertThat(nowhere.ownErrors()).singleElement().asString().contains("no installation", "--data");
        }
        assertThat(temp.resolve("none")).doesNotExist();
    }

    private static String rewrap(String to, Path data, String... settings) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("vault", "rewrap", "--to", to, "--data", data.toString()));
        arguments.addAll(List.of(settings));
        try (StackProcess command = StackProcess.start(arguments.toArray(String[]::new))) {
            int code = command.exitCode();
            assertThat(code).as(command.output() + command.errors()).isZero();
            return command.output();
        }
    }

    private static String[] settings(String key) {
        return new String[] {
            "--set", "stack.vault.kms.key-id=" + key,
            "--set", "stack.vault.kms.region=" + KmsEmulator.REGION,
            "--set", "stack.vault.kms.endpoint=" + kms.endpoint(),
            "--set", "stack.vault.kms.call-timeout=10s",
            "--set", "stack.vault.kms.attempt-timeout=8s"
        };
    }

    private static String[] with(String[] settings, String... more) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void connect(StackProcess server, Path data) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI services = server.url().resolve("/v1/services/connect");
            var request = HttpRequest.newBuilder(services)
                    .header("Authorization", "Bearer " + key(data))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"service_id\": \"slack\", \"oauth_token\": \"" + SECRET + "\"}"));
            assertThat(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    private static String credential(StackProcess server, Path data) throws Exception {
        return server.get("/v1/credentials/slack", "Authorization", "Bearer " + key(data))
                .body();
    }

    private static String key(Path data) throws Exception {
        return Files.readAllLines(data.resolve("operator.key")).getFirst();
    }

    private static List<String> masterKeys(Path data) throws Exception {
        return texts(data, "select distinct kek_id from vault.data_key");
    }

    private static int entries(Path data) throws Exception {
        return texts(data, "select entry_id from ledger.entry where action = 'vault.rewrap'")
                .size();
    }

    private static List<String> texts(Path data, String query) throws Exception {
        URI url = URI.create(Files.readString(data.resolve("postgres.url")).strip());
        String[] user = url.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbc, user[0], user[1]);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
