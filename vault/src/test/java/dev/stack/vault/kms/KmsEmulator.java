// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * A key service that speaks the protocol of KMS and is not ours: the Python package moto. It is installed once into the
 * user's cache folder and runs on a free loopback port until it is closed.
 */
public final class KmsEmulator implements AutoCloseable {

    public static final String REGION = "eu-central-1";

    private static final String REQUIREMENTS = "moto.txt";
    private static final Duration INSTALL_MAX = Duration.ofMinutes(5);
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final Process process;
    private final URI endpoint;

    private KmsEmulator(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts it; returns when it answers. The emulator asks who we are and believes anything. */
    public static KmsEmulator start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try {
            Path python = installed();
            int port = freePort();
            Path log = Files.createTempFile("kms-emulator", ".log");
            Process process = new ProcessBuilder(
                            python.toString(), "-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var emulator = new KmsEmulator(process, URI.create("http://127.0.0.1:" + port));
            Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
            emulator.awaitAnswer(log);
            return emulator;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    /** A new symmetric key, by its ARN. */
    public String newKey() {
        try (KmsClient client = KmsClient.builder()
                .region(Region.of(REGION))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            return client.createKey().keyMetadata().arn();
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(Path log) throws IOException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IllegalStateException("The KMS emulator does not start: " + Files.readString(log));
            }
        }
    }

    private boolean answers() {
        try {
            var connection =
                    (HttpURLConnection) endpoint.resolve("/moto-api/").toURL().openConnection();
            connection.setConnectTimeout(200);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return !process.isAlive() || pause();
        }
    }

    /** A short wait for the process's end, which is not expected. */
    private boolean pause() {
        try {
            return process.waitFor(50, TimeUnit.MILLISECONDS) && process.isAlive();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The Python that has it. Of several test runs that need it at once, one installs and the others wait. */
    private static Path installed() throws IOException {
        String requirements = requirements();
        Path folder = cache().resolve("kms-emulator-" + Integer.toHexString(requirements.hashCode()));
        Files.createDirectories(folder);
        Path python = folder.resolve("venv/bin/python");
        Path complete = folder.resolve("complete");
        try (FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var held = lock.lock();
            if (!Files.exists(complete)) {
                Path list = Files.writeString(folder.resolve(REQUIREMENTS), requirements);
                run("python3", "-m", "venv", "--clear", folder.resolve("venv").toString());
                run(python.toString(), "-m", "pip", "install", "--quiet", "-r", list.toString());
                Files.createFile(complete);
            }
            held.release();
        }
        return python;
    }

    private static String requirements() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(KmsEmulator.class.getResourceAsStream(REQUIREMENTS), REQUIREMENTS)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Path cache() {
        String named = System.getenv("XDG_CACHE_HOME");
        Path caches =
                named == null || named.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
        return caches.resolve("stack-tests");
    }

    private static void run(String... command) throws IOException {
        Path log = Files.createTempFile("kms-emulator", ".log");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(INSTALL_MAX.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + ": " + Files.readString(log));
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
