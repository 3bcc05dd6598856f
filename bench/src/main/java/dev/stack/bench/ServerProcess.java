// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.app.StackMain;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The server as {@code ./stack up} starts it, in a process of its own and with its own PostgreSQL. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "ready ";
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";
    private static final StrictJson JSON = new StrictJson(Limits.BODY);

    private final Process process;
    private final Path data;
    private final URI address;
    private final String key;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServerProcess(Process process, Path data, URI address, String key) {
        this.process = process;
        this.data = data;
        this.address = address;
        this.key = key;
    }

    /** Starts it with its data in that folder; returns when it serves. */
    static ServerProcess start(Path data, String... settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        String options = System.getProperty("stack.bench.server-options", "");
        Stream.of(options.split(" ", -1)).filter(option -> !option.isEmpty()).forEach(command::add);
        command.addAll(main());
        command.addAll(List.of("up", "--data", data.toString(), "--port", "0", "--allow-private-upstreams"));
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            URI address = awaitReady(process);
            return new ServerProcess(
                    process,
                    data,
                    address,
                    Files.readString(data.resolve("operator.key")).strip());
        } catch (IOException failed) {
            Children.end(process);
            throw failed;
        }
    }

    int port() {
        return address.getPort();
    }

    String key() {
        return key;
    }

    long pid() {
        return process.pid();
    }

    /** The first process of the database. */
    long databasePid() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            Path file = files.filter(path -> path.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the database does not run"));
            return Long.parseLong(Files.readAllLines(file).getFirst().strip());
        }
    }

    /** Sends a body; the member of the answer. */
    String post(String path, String json, String member) throws IOException, InterruptedException, JsonRefused {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 == 2
                && JSON.parse(answer.body()) instanceof JsonObject object
                && object.members().get(member) instanceof JsonString(String text)) {
            return text;
        }
        throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
    }

    @Override
    public void close() {
        client.close();
        Children.end(process);
    }

    /** From classes, or out of an executable archive, whose own launcher finds the classes inside it. */
    private static List<String> main() {
        boolean archive = ClassLoader.getSystemResource(LAUNCHER.replace('.', '/') + ".class") != null;
        return archive
                ? List.of("-Dloader.main=" + StackMain.class.getName(), LAUNCHER)
                : List.of(StackMain.class.getName());
    }

    /** Goes on reading afterwards, so that the server never waits for us. */
    private static URI awaitReady(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return URI.create(line.substring(READY.length()));
            }
        }
        throw new IOException("the server did not start");
    }
}
