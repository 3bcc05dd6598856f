// SPDX-License-Identifier: Apache-2.0
package dev.stack.sample;

import dev.stack.app.web.ApiKeys;
import dev.stack.vocabulary.Role;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sample, listening on a free port of this machine. */
public final class SampleServer implements AutoCloseable {

    private final ServletWebServerApplicationContext context;

    private SampleServer(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    private static final class Shared {
        static final DataSource DATABASE = database();
        static final SampleServer SERVER = start("--stack.web.rate-limit.per-address=100000");
    }

    /** One for all tests that need no settings of their own. */
    public static SampleServer shared() {
        return Shared.SERVER;
    }

    /** A new one with these settings. */
    public static SampleServer start(String... settings) {
        var application = new SpringApplication(SampleApplication.class);
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>)
                context -> context.registerBean(DataSource.class, () -> Shared.DATABASE));
        String[] arguments = Stream.concat(
                        Stream.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off"),
                        Stream.of(settings))
                .toArray(String[]::new);
        return new SampleServer((ServletWebServerApplicationContext) application.run(arguments));
    }

    public int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    /** A live key of that operator. */
    public String key(String operator, Role role) {
        return ((SampleKeys) context.getBean(ApiKeys.class)).issue(operator, role);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    private static DataSource database() {
        try {
            DataSource database = EmbeddedPostgres.start().getPostgresDatabase();
            JdbcClient jdbc = JdbcClient.create(database);
            jdbc.sql("create schema command").update();
            jdbc.sql("create table command.effect (name text not null)").update();
            String migration =
                    new ClassPathResource("db/command/V2__idempotency.sql").getContentAsString(StandardCharsets.UTF_8);
            Stream.of(migration.split(";", -1))
                    .filter(statement -> !statement.isBlank())
                    .forEach(statement -> jdbc.sql(statement).update());
            return database;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
