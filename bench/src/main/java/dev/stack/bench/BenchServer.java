// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.app.StackApplication;
import dev.stack.command.operator.RegisterOperator;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.RandomText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The whole server in this process, over the benchmark's database, with one operator and a client of its own. */
final class BenchServer implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final OperatorId operator = OperatorId.mint(RANDOM);
    private final String key = "sk_live_op_" + RandomText.of(43, RANDOM);

    private BenchServer(Path folder, ConfigurableApplicationContext context) {
        this.folder = folder;
        this.context = context;
    }

    /** With these settings, as {@code --name=value}, besides. */
    static BenchServer start(BenchDatabase database, String... settings) throws IOException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("stack-bench");
        Path password = secret(folder.resolve("password"), BenchDatabase.PASSWORD);
        // With a key file there is an operator already, so none is made and announced.
        Path data = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        secret(data.resolve("operator.key"), "not used\n");
        List<String> all = new ArrayList<>(List.of(
                "--stack.data=" + data,
                "--stack.database.url=" + database.url(),
                "--stack.database.password-file=" + password,
                "--stack.web.rate-limit.per-key=1000000",
                "--stack.web.rate-limit.urgent=1000000",
                "--stack.web.rate-limit.per-address=1000000",
                "--logging.level.dev.stack=error",
                "--server.port=0"));
        Collections.addAll(all, settings);
        ConfigurableApplicationContext context = StackApplication.run(all.toArray(String[]::new));
        var server = new BenchServer(folder, context);
        context.getBean(CommandGateway.class)
                .sendAndWait(new RegisterOperator(server.operator, "Bench", sha256(server.key)));
        return server;
    }

    OperatorId operator() {
        return operator;
    }

    <B> B bean(Class<B> type) {
        return context.getBean(type);
    }

    /** Sends a body; the answer's text. */
    String post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return good(client.send(request, BodyHandlers.ofString()));
    }

    /** The answer's text. */
    String get(String path) throws IOException, InterruptedException {
        return good(client.send(request(path).build(), BodyHandlers.ofString()));
    }

    /** The answer's body as it comes. */
    InputStream stream(String path) throws IOException, InterruptedException {
        return good(client.send(request(path).build(), BodyHandlers.ofInputStream()));
    }

    @Override
    public void close() throws IOException {
        client.close();
        context.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    private HttpRequest.Builder request(String path) {
        var web = ((WebServerApplicationContext) context).getWebServer();
        return HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + Objects.requireNonNull(web).getPort() + path))
                .header("Authorization", "Bearer " + key);
    }

    private static <T> T good(HttpResponse<T> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.request().uri().getPath() + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    private static Path secret(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
