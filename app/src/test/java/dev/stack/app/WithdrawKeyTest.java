// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code stack vault withdraw-key} as an operator meets it, beside a server that runs. */
class WithdrawKeyTest {

    /** What the threat list allows every node. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private Path temp;

    @Test
    void J23_one_command_beside_a_running_server_withdraws_a_key_and_ends_what_it_signed() throws Exception {
        Path data = temp.resolve("data");
        try (StackProcess server = StackProcess.up(data)) {
            String agent =
                    posted(server, data, "/v1/agents/register", """
                    {"name": "one", "accountability_mode": "standard"}""").path("id").asString();
            JsonNode passport = posted(server, data, "/v1/passports/issue", "{\"agent_id\": \"" + agent + "\"}");
            String kid = kid(server);
            assertThat(valid(server, data, passport)).isTrue();

            String said = run("vault", "withdraw-key", kid, "--data", data.toString());

            assertThat(said).contains(kid + " is withdrawn", " is active");
            await("the key is gone").atMost(BOUND).until(() -> !kid(server).equals(kid));
            await("what it signed is refused").atMost(BOUND).until(() -> !valid(server, data, passport));
            await("and revoked").atMost(BOUND).until(() -> server.get(
                            "/v1/passports/" + passport.path("jti").asString(), "Authorization", bearer(data))
                    .body()
                    .contains("withdrawn"));
            assertThat(valid(
                            server,
                            data,
                            posted(server, data, "/v1/passports/issue", "{\"agent_id\": \"" + agent + "\"}")))
                    .isTrue();
            assertThat(run("vault", "withdraw-key", kid, "--data", data.toString()))
                    .contains("was withdrawn before");
            try (StackProcess unknown =
                    StackProcess.start("vault", "withdraw-key", "nobodys", "--data", data.toString())) {
                assertThat(unknown.exitCode()).isEqualTo(1);
                assertThat(unknown.ownErrors()).singleElement().asString().contains("nobodys");
            }
        }
    }

    private static String run(String... arguments) throws Exception {
        try (StackProcess command = StackProcess.start(arguments)) {
            int code = command.exitCode();
            assertThat(code).as(command.output() + command.errors()).isZero();
            return command.output();
        }
    }

    /** Of the one key in the set. */
    private static String kid(StackProcess server) throws Exception {
        JsonNode keys = JsonMapper.shared()
                .readTree(server.get("/v1/.well-known/jwks.json").body())
                .path("keys");
        assertThat(keys).hasSize(1);
        return keys.get(0).path("kid").asString();
    }

    private static boolean valid(StackProcess server, Path data, JsonNode passport) throws Exception {
        String token = passport.path("token").asString();
        return posted(server, data, "/v1/passports/verify", "{\"token\": \"" + token + "\"}")
                .path("valid")
                .asBoolean();
    }

    private static JsonNode posted(StackProcess server, Path data, String path, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.url().resolve(path))
                    .header("Authorization", bearer(data))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body));
            String answer =
                    client.send(request.build(), BodyHandlers.ofString()).body();
            return JsonMapper.shared().readTree(answer);
        }
    }

    private static String bearer(Path data) throws Exception {
        return "Bearer " + Files.readAllLines(data.resolve("operator.key")).getFirst();
    }
}
