// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import dev.stack.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command asks, as whom, and how it prints the answer. */
public final class ServerOptions {

    private static final URI LOCAL = URI.create("http://127.0.0.1:8080");
    private static final Path LOCAL_KEY = Path.of("data", "operator.key");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server (default: $STACK_URL, then the server you are logged in to, then"
                    + " http://127.0.0.1:8080).")
    private @Nullable URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File whose first line is the API key (default: $STACK_API_KEY, then your login, then"
                    + " data/operator.key where that server runs on this machine).")
    private @Nullable Path keyFile;

    @Option(names = "--json", description = "Print the server's answer as JSON and nothing else.")
    private boolean json;

    /** The server, to be closed by the caller. */
    public Server open() {
        URI server = url();
        var login = new AccessToken(LoginFile.ofUser(), Clock.systemUTC());
        return new Server(server, () -> key().or(() -> login.forServer(server)).or(() -> localKey(server)));
    }

    public Printer printer() {
        return new Printer(System.out, json, Colours.ofTerminal());
    }

    /** Asks and prints the answer as one thing. Answers the exit code. */
    public int thing(Function<Server, JsonValue> question) {
        try (Server server = open()) {
            printer().thing(question.apply(server));
        }
        return 0;
    }

    /** Asks for a list and prints it, one row an item; {@code columns} are members of the items. Answers the exit code. */
    public int table(Function<Server, JsonValue> question, String... columns) {
        try (Server server = open()) {
            printer().table(question.apply(server), columns);
        }
        return 0;
    }

    /** Where the server is, without a slash at the end. */
    public URI url() {
        return Optional.ofNullable(url)
                .or(() -> variable("STACK_URL").map(URI::create))
                .or(() -> LoginFile.ofUser().read().flatMap(Login::server))
                .map(ServerOptions::withoutSlash)
                .orElse(LOCAL);
    }

    /** By what the server is asked, in words. */
    public String credential() {
        if (keyFile != null) {
            return "API key of " + keyFile;
        }
        if (variable("STACK_API_KEY").isPresent()) {
            return "API key of the variable STACK_API_KEY";
        }
        URI server = url();
        LoginFile file = LoginFile.ofUser();
        if (file.read().filter(login -> AccessToken.isFor(login, server)).isPresent()) {
            return "login of " + file.path();
        }
        return localKey(server).map(_ -> "API key of " + LOCAL_KEY).orElse("none");
    }

    private Optional<String> key() {
        return keyFile == null ? variable("STACK_API_KEY") : Optional.of(firstLine(keyFile));
    }

    /** The key of a server on this machine is sent to no other. */
    private static Optional<String> localKey(URI server) {
        boolean local = "127.0.0.1".equals(server.getHost()) || "localhost".equals(server.getHost());
        return local && Files.isReadable(LOCAL_KEY) ? Optional.of(firstLine(LOCAL_KEY)) : Optional.empty();
    }

    private static String firstLine(Path file) {
        try {
            return Files.readAllLines(file).getFirst().strip();
        } catch (IOException unreadable) {
            throw new IllegalStateException("The key file " + file + " cannot be read; name it with --key-file.");
        }
    }

    private static URI withoutSlash(URI url) {
        return url.toString().endsWith("/")
                ? URI.create(url.toString().substring(0, url.toString().length() - 1))
                : url;
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
