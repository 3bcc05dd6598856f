// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.vocabulary.RandomText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stack demo}: walks a mission through its life on a running server. */
@Command(
        name = "demo",
        description = "Walk a mission through its life on a running server, printing every request and answer.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 as promised, 1 an answer was not as expected, 2 wrong usage."})
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--url", paramLabel = "URL", description = "The server (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File whose first line is the API key (default: ${DEFAULT-VALUE}).")
    private Path keyFile = Path.of("data", "operator.key");

    @Override
    public Integer call() {
        try (Guide guide = new Guide(url, key(), System.out)) {
            new LifecycleDemo(guide, "demo-" + RandomText.of(8, new SecureRandom())).run();
            System.out.println("\nDone: every answer was as promised.");
            return 0;
        } catch (NotAsExpected failure) {
            System.err.println("stack: " + failure.getMessage());
            return 1;
        }
    }

    private String key() {
        try {
            return Files.readAllLines(keyFile).getFirst().strip();
        } catch (IOException unreadable) {
            throw new NotAsExpected("The key file " + keyFile + " cannot be read; name it with --key-file.");
        }
    }
}
