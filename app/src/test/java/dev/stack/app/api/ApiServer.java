// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import dev.stack.app.StackApplication;
import dev.stack.app.web.Http;
import dev.stack.command.database.TestDatabase;
import dev.stack.command.operator.RegisterOperator;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.RandomText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole server over a real database, with a clock the test can turn. One for all tests that do not harm it. With the
 * system property {@code stack.topology=split} it is a process with every role but the edge and three edges, all over one
 * database, and requests for the proxy go to the edges in turn, as a front would send them; otherwise one process.
 */
final class ApiServer implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final boolean SPLIT =
            System.getProperty("stack.topology", "one").equals("split");
    private static final int EDGES = 3;
    private static final String FEWER = "--stack.database.connections=12";

    private final ConfigurableApplicationContext context;
    private final List<ConfigurableApplicationContext> edges;
    private final AtomicInteger calls = new AtomicInteger();
    private final TestDatabase database;
    private final Path folder;

    private ApiServer(
            ConfigurableApplicationContext context,
            List<ConfigurableApplicationContext> edges,
            TestDatabase database,
            Path folder) {
        this.context = context;
        this.edges = edges;
        this.database = database;
        this.folder = folder;
    }

    static ApiServer shared() {
        return Shared.SERVER;
    }

    /** One that says its own {@code stack.roles} is one process in either topology. */
    static ApiServer start(TestDatabase database, String... settings) {
        try {
            return startIn(Files.createTempDirectory("stack-api"), database, settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Started again in the same folder, it has the same master key. */
    static ApiServer startIn(Path folder, TestDatabase database, String... settings) {
        boolean split = SPLIT && Arrays.stream(settings).noneMatch(setting -> setting.startsWith("--stack.roles="));
        String[] core = {FEWER, "--stack.roles=command,query,detect"};
        String[] edge = {FEWER, "--stack.roles=edge", "--stack.vault.kek-file=" + folder.resolve("data/vault/kek")};
        var context = process(folder, "data", database, split ? with(core, settings) : settings);
        List<ConfigurableApplicationContext> edges = new ArrayList<>();
        for (int i = 1; split && i <= EDGES; i++) {
            var started = process(folder, "edge" + i, database, with(edge, settings));
            started.getBean(TurnableClock.class).follow(context.getBean(TurnableClock.class));
            edges.add(started);
        }
        return new ApiServer(context, edges, database, folder);
    }

    private static ConfigurableApplicationContext process(
            Path folder, String data, TestDatabase database, String... settings) {
        try {
            Path password = Files.writeString(folder.resolve("password"), TestDatabase.PASSWORD);
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            var application = new SpringApplication(StackApplication.class, TurnableClock.class, ScriptedNames.class);
            application.setRegisterShutdownHook(false);
            return application.run(with(
                    new String[] {
                        "--stack.data=" + folder.resolve(data),
                        "--stack.database.url=" + database.url(),
                        "--stack.database.password-file=" + password,
                        "--server.port=0",
                        "--stack.ledger.clock-skew-max=3650d",
                        "--stack.edge.allow-private-upstreams=true",
                        "--stack.web.rate-limit.per-key=1000000",
                        "--stack.web.rate-limit.urgent=1000000",
                        "--stack.web.rate-limit.per-address=1000000",
                        "--stack.web.rate-limit.login=1000000"
                    },
                    settings));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** These settings, where {@code more} does not say otherwise. */
    private static String[] with(String[] settings, String... more) {
        List<String> all = new ArrayList<>(List.of(settings));
        for (String setting : more) {
            all.removeIf(given -> given.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            all.add(setting);
        }
        return all.toArray(String[]::new);
    }

    /** A new operator, by its key. */
    Operator operator() {
        String key = "sk_live_op_" + RandomText.of(43, RANDOM);
        OperatorId id = OperatorId.mint(RANDOM);
        bean(CommandGateway.class).sendAndWait(new RegisterOperator(id, "Test", sha256(key)));
        return new Operator(id, key, withKey(key));
    }

    /** An operator and how to ask as it. */
    record Operator(OperatorId id, String key, Http http) {}

    Http nobody() {
        return new Http(this::port, null);
    }

    Http withKey(String key) {
        return new Http(this::port, key);
    }

    int port() {
        return port(context);
    }

    /** Where to ask for {@code path} this time. */
    String url(String path) {
        return "http://127.0.0.1:" + port(path) + path;
    }

    private int port(String path) {
        boolean call =
                path.equals("/v1/proxy") || path.startsWith("/v1/proxy?") || path.startsWith("/v1/proxy/operations/");
        return call && !edges.isEmpty()
                ? port(edges.get(Math.floorMod(calls.getAndIncrement(), edges.size())))
                : port();
    }

    private static int port(ConfigurableApplicationContext context) {
        var server = ((WebServerApplicationContext) context).getWebServer();
        if (server == null) {
            throw new IllegalStateException("the server has not started");
        }
        return server.getPort();
    }

    TurnableClock clock() {
        return bean(TurnableClock.class);
    }

    TestDatabase database() {
        return database;
    }

    Path folder() {
        return folder;
    }

    <B> B bean(Class<B> type) {
        return context.getBean(type);
    }

    /** How many processes it is. */
    int processes() {
        return 1 + edges.size();
    }

    @Override
    public void close() {
        edges.forEach(ConfigurableApplicationContext::close);
        context.close();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class Shared {
        static final ApiServer SERVER = start(TestDatabase.create());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }
}
