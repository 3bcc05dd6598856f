// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of others that a benchmark measures with, found where systems keep them. */
final class Programs {

    /** Server programs are in none of these for an ordinary user's shell. */
    private static final List<String> BESIDES = List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin");

    private Programs() {}

    static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), BESIDES.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Path require(String program) {
        return find(program).orElseThrow(() -> new IllegalStateException(program + " is not installed"));
    }

    /** What to install for those that are missing; empty when all are there. */
    static Optional<String> lacking(Map<String, String> packagesByProgram) {
        List<String> packages = packagesByProgram.entrySet().stream()
                .filter(program -> find(program.getKey()).isEmpty())
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        return packages.isEmpty()
                ? Optional.empty()
                : Optional.of("Install " + String.join(" and ", packages) + ", for example: apt-get install "
                        + String.join(" ", packages));
    }
}
