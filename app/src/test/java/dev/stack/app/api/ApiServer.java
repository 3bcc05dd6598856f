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
import java.util.HexFormat;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole server over a real database, with a clock the test can turn. One for all tests that do not harm it. */
final class ApiServer implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ConfigurableApplicationContext context;
    private final TestDatabase database;
    private final Path folder;

    private ApiServer(ConfigurableApplicationContext context, TestDatabase database, Path folder) {
        this.context = context;
        this.database = database;
        this.folder = folder;
    }

    static ApiServer shared() {
        return Shared.SERVER;
    }

    static ApiServer start(TestDatabase database, String... settings) {
        try {
            return startIn(Files.createTempDirectory("stack-api"), database, settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Started again in the same folder, it has the same master key. */
    static ApiServer startIn(Path folder, TestDatabase database, String... settings) {
        try {
            Path password = Files.writeString(folder.resolve("password"), TestDatabase.PASSWORD);
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            var application = new SpringApplication(StackApplication.class, TurnableClock.class);
            application.setRegisterShutdownHook(false);
            List<String> all = new ArrayList<>(List.of(
                    "--stack.data=" + folder.resolve("data"),
                    "--stack.database.url=" + database.url(),
                    "--stack.database.password-file=" + password,
                    "--server.port=0",
                    "--stack.ledger.clock-skew-max=3650d",
                    "--stack.edge.allow-private-upstreams=true",
                    "--stack.web.rate-limit.per-key=1000000",
                    "--stack.web.rate-limit.per-address=1000000"));
            for (String setting : settings) {
                all.removeIf(given -> given.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
                all.add(setting);
            }
            return new ApiServer(application.run(all.toArray(String[]::new)), database, folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A new operator, by its key. */
    Operator operator() {
        String key = "sk_live_op_" + RandomText.of(43, RANDOM);
        OperatorId id = OperatorId.mint(RANDOM);
        bean(CommandGateway.class).sendAndWait(new RegisterOperator(id, "Test", sha256(key)));
        return new Operator(id, key, new Http(port(), key));
    }

    /** An operator and how to ask as it. */
    record Operator(OperatorId id, String key, Http http) {}

    Http nobody() {
        return new Http(port(), null);
    }

    Http withKey(String key) {
        return new Http(port(), key);
    }

    int port() {
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

    @Override
    public void close() {
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
