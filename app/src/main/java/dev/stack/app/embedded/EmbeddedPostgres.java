// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.embedded;

import dev.stack.app.database.Access;
import dev.stack.app.start.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server in the data folder, for this process alone. It listens on the loopback address only, asks every
 * role for its password, and makes each commit durable before it answers. What a killed process left running is stopped
 * before a new one starts.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    public static final String DATABASE = "stack";

    private static final String SECRETS = "postgres.secrets";
    private static final String PORT = "postgres.port";
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(6);

    private final PostgresProgram program;
    private final Path cluster;
    private final PostgresPasswords passwords;
    private final int port;
    private final PostgresWatch watch;

    private EmbeddedPostgres(
            PostgresProgram program, Path cluster, PostgresPasswords passwords, int port, List<String> startArguments) {
        this.program = program;
        this.cluster = cluster;
        this.passwords = passwords;
        this.port = port;
        this.watch = new PostgresWatch(new PostgresWatch.Server() {
            @Override
            public boolean isRunning() throws IOException {
                return processOf(cluster).isPresent();
            }

            @Override
            public boolean startAgain() throws IOException {
                return program.run(START_MAX, "pg_ctl", startArguments);
            }
        });
    }

    /** Starts the server of this data folder, making it at the first start. */
    public static EmbeddedPostgres start(DataFolder folder) {
        try {
            return startIn(folder);
        } catch (IOException unusable) {
            throw new StartRefused("The embedded database cannot start: " + unusable.getMessage(), unusable);
        }
    }

    /** How to reach the server that another process of ours runs in this folder, as the role that serves. */
    public static Access ofRunning(Path folder) {
        try {
            Path secrets = folder.resolve(SECRETS);
            if (!Files.exists(secrets)) {
                throw new StartRefused("There is no database in " + folder + " yet.");
            }
            var passwords = PostgresPasswords.loadOrMake(secrets, new SecureRandom());
            int port = Integer.parseInt(Files.readString(folder.resolve(PORT)).strip());
            return new Access(url(port, DATABASE), "stack_app", passwords.app());
        } catch (IOException unreadable) {
            throw new StartRefused("The database in " + folder + " cannot be reached: " + unreadable.getMessage());
        }
    }

    /** The role that may make roles and databases. */
    public Access superuser() {
        return new Access(url("postgres"), "postgres", passwords.superuser());
    }

    /** The role that owns the tables. */
    public Access owner() {
        return new Access(url(DATABASE), "stack_owner", passwords.owner());
    }

    /** The role that serves. */
    public Access app() {
        return new Access(url(DATABASE), "stack_app", passwords.app());
    }

    /** Stops the server; sessions still open are ended and their transactions rolled back. */
    @Override
    public void close() {
        watch.close();
        try {
            stop(program, cluster);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres startIn(DataFolder folder) throws IOException {
        Path cluster = folder.at("postgres");
        if (cluster.toString().chars().anyMatch(c -> "'\"\\$`\n".indexOf(c) >= 0)) {
            throw new StartRefused("PostgreSQL cannot live in a folder whose name has quotes, a dollar or a backslash: "
                    + folder.path() + ". Give another one with --data.");
        }
        Path secrets = folder.at(SECRETS);
        if (Files.isDirectory(cluster) && !Files.exists(secrets)) {
            throw new StartRefused("The file " + secrets
                    + " with the database's passwords is missing. Restore it from the backup of the data folder.");
        }
        var passwords = PostgresPasswords.loadOrMake(secrets, new SecureRandom());
        Path log = folder.at("log");
        PrivateFile.makeFolder(log);
        var binaries = PostgresBinaries.unpackedIn(folder.at("postgres-bin"));
        var program = new PostgresProgram(binaries, log);
        if (Files.isDirectory(cluster)) {
            stopOrphan(program, cluster);
        } else {
            make(program, cluster, passwords);
        }
        int port = port(folder.at(PORT));
        List<String> startArguments = startArguments(cluster, log, port);
        program.require(START_MAX, "pg_ctl", startArguments);
        PrivateFile.write(
                folder.at("postgres.url"),
                "postgresql://stack_owner:%s@127.0.0.1:%d/%s\n".formatted(passwords.owner(), port, DATABASE));
        return new EmbeddedPostgres(program, cluster, passwords, port, startArguments);
    }

    /** The new cluster gets its name only when it is complete, so a kill in the middle leaves nothing half made. */
    private static void make(PostgresProgram program, Path cluster, PostgresPasswords passwords) throws IOException {
        Path fresh = cluster.resolveSibling("postgres.part");
        Path passwordFile = cluster.resolveSibling("postgres.password");
        FileSystemUtils.deleteRecursively(fresh);
        PrivateFile.write(passwordFile, passwords.superuser());
        try {
            program.require(
                    START_MAX,
                    "initdb",
                    List.of(
                            "--pgdata=" + fresh,
                            "--username=postgres",
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--data-checksums"));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
        PrivateFile.syncFolderOf(cluster);
    }

    /**
     * A JVM that was killed leaves its server running. The data folder's lock is ours, so that server has no client any
     * more. INVARIANT: {@code postmaster.pid} is deleted only where its number is now some other program's; in every
     * other case PostgreSQL itself decides by that file whether the cluster is free.
     */
    private static void stopOrphan(PostgresProgram program, Path cluster) throws IOException {
        Optional<ProcessHandle> process = processOf(cluster);
        if (process.filter(it -> isServerOf(it, cluster)).isPresent()) {
            stop(program, cluster);
        } else if (process.flatMap(it -> it.info().commandLine()).isPresent()) {
            Files.delete(pidFile(cluster));
        }
    }

    /** The living process whose number is in {@code postmaster.pid}. */
    private static Optional<ProcessHandle> processOf(Path cluster) throws IOException {
        if (!Files.exists(pidFile(cluster))) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile(cluster));
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    private static boolean isServerOf(ProcessHandle process, Path cluster) {
        String commandLine = process.info().commandLine().orElse("");
        return commandLine.contains("postgres") && commandLine.contains(cluster.toString());
    }

    private static void stop(PostgresProgram program, Path cluster) throws IOException {
        if (!program.run(STOP_MAX.plusSeconds(1), "pg_ctl", stopArguments(cluster, "fast", STOP_MAX))) {
            program.run(STOP_MAX, "pg_ctl", stopArguments(cluster, "immediate", Duration.ofSeconds(5)));
        }
    }

    private static List<String> stopArguments(Path cluster, String mode, Duration patience) {
        return List.of("stop", "-D", cluster.toString(), "-m", mode, "-w", "-t", Long.toString(patience.toSeconds()));
    }

    private static List<String> startArguments(Path cluster, Path logFolder, int port) {
        List<String> options = new ArrayList<>();
        settings(logFolder, port).forEach((name, value) -> options.add("-c " + name + "='" + value + "'"));
        return List.of(
                "start",
                "-D",
                cluster.toString(),
                "-w",
                "-t",
                Long.toString(START_MAX.toSeconds()),
                "-o",
                String.join(" ", options));
    }

    /** Statements and their parameters never reach the server's log: they may hold what only the vault may see. */
    private static Map<String, Object> settings(Path logFolder, int port) {
        return Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", port),
                Map.entry("unix_socket_directories", ""),
                Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("max_connections", 100),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("log_statement", "none"),
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("log_parameter_max_length", 0),
                Map.entry("log_parameter_max_length_on_error", 0),
                Map.entry("logging_collector", "on"),
                Map.entry("log_directory", logFolder),
                Map.entry("log_filename", "postgres-%a.log"),
                Map.entry("log_rotation_age", "1d"),
                Map.entry("log_rotation_size", 0),
                Map.entry("log_truncate_on_rotation", "on"));
    }

    /** The port of the last start when it is still free, so that a saved connection goes on working. */
    private static int port(Path file) throws IOException {
        int wanted =
                Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        int port = isFree(wanted) ? wanted : FreePort.find();
        PrivateFile.write(file, port + "\n");
        return port;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return port != 0 && socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private String url(String database) {
        return url(port, database);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
