// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** {@code stack …} as a process of its own, from the classes under test. */
public final class StackProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path output;
    private final Path errors;

    private StackProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** {@code stack up} on any free port; returns once it serves. */
    public static StackProcess up(Path data, String... more) throws Exception {
        return begin(data, more).ready();
    }

    /** {@code stack up} on any free port, still starting; {@link #ready} waits for it. */
    public static StackProcess begin(Path data, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("up", "--port", "0", "--data", data.toString()));
        arguments.addAll(Arrays.asList(more));
        return start(arguments.toArray(String[]::new));
    }

    /** Waits until it serves. */
    public StackProcess ready() throws Exception {
        try {
            awaitReady();
            return this;
        } catch (Exception | AssertionError failed) {
            close();
            throw failed;
        }
    }

    /** Any command line. */
    static StackProcess start(String... arguments) throws IOException {
        return run(program(), arguments);
    }

    /** Any command line of somebody whose home folder is {@code home}. */
    public static StackProcess startAt(Path home, String... arguments) throws IOException {
        List<String> program = new ArrayList<>(List.of("env", "-u", "STACK_API_KEY", "HOME=" + home));
        program.addAll(program());
        return run(program, arguments);
    }

    /** Any command line, by a clock that is {@code ahead}. */
    public static StackProcess startAhead(Duration ahead, String... arguments) throws IOException {
        List<String> program = new ArrayList<>(program());
        program.add(1, "-Dtest.clock-ahead=" + ahead);
        return run(program, arguments);
    }

    private static StackProcess run(List<String> program, String... arguments) throws IOException {
        Path output = Files.createTempFile("stack", ".out");
        Path errors = Files.createTempFile("stack", ".err");
        List<String> command = new ArrayList<>(program);
        command.addAll(Arrays.asList(arguments));
        var builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        // Who we are to a key service; the one of the tests believes anybody.
        builder.environment().put("AWS_ACCESS_KEY_ID", "test");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
        return new StackProcess(builder.start(), output, errors);
    }

    /** Writes a script that is {@code stack}, for guides. */
    static void script(Path file) throws IOException {
        String words = program().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Files.writeString(file, "#!/bin/sh\nexec " + words + " \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                // Most of these live for seconds: compiling them well costs more than it saves.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StackMain.class.getName());
    }

    /** The base URL of the ready line. */
    public URI url() throws IOException {
        return Files.readAllLines(output).stream()
                .filter(line -> line.startsWith("ready "))
                .map(line -> URI.create(line.substring("ready ".length())))
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(url().resolve(path)).timeout(Duration.ofSeconds(20));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Asks it to stop, as an init system does, and waits for its exit code. */
    int terminate() throws Exception {
        process.destroy();
        return exitCode();
    }

    /** {@code kill -9}. */
    public void kill() throws Exception {
        process.destroyForcibly();
        exitCode();
    }

    public int exitCode() throws Exception {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("The process does not end. It said: " + errors());
        }
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    public String errors() throws IOException {
        return Files.readString(errors);
    }

    /** What it said on standard error itself, without what the Java runtime warns about. */
    public List<String> ownErrors() throws IOException {
        return Files.readAllLines(errors).stream()
                .filter(line -> !line.startsWith("WARNING: "))
                .toList();
    }

    @Override
    public void close() throws Exception {
        if (process.isAlive()) {
            terminate();
        }
        Files.deleteIfExists(output);
        Files.deleteIfExists(errors);
    }

    private void awaitReady() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!output().contains("\nready ") && !output().startsWith("ready ")) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("It ended with " + process.exitValue() + ": " + errors());
            }
            if (System.nanoTime() > end) {
                throw new TimeoutException("It is not ready. It said: " + errors());
            }
        }
    }
}
