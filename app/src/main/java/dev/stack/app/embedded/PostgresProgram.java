// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.embedded;

import dev.stack.app.start.StartRefused;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs one at a time; what they say goes to a log file. */
final class PostgresProgram {

    private final PostgresBinaries binaries;
    private final Path log;

    PostgresProgram(PostgresBinaries binaries, Path logFolder) {
        this.binaries = binaries;
        this.log = logFolder.resolve("postgres-start.log");
    }

    /** Runs a program to its end and answers whether it succeeded. */
    boolean run(Duration timeout, String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.add(binaries.program(program));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return false;
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
        return process.exitValue() == 0;
    }

    /** As {@link #run}, where anything but success ends the start. */
    void require(Duration timeout, String program, List<String> arguments) throws IOException {
        if (!run(timeout, program, arguments)) {
            throw new StartRefused("The embedded database's " + program + " failed (" + lastWords()
                    + "). The whole story is in " + log);
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.reversed().stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("it said nothing");
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, with the same right to its files. */
    private static List<String> asOrdinaryUser() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (!LinuxUtils.isUnshareAvailable()) {
            throw new StartRefused("The embedded PostgreSQL cannot run as root here. Start as another user, or use a "
                    + "server of your own with --set stack.database.url=jdbc:postgresql://…");
        }
        return List.of("unshare", "-U");
    }
}
