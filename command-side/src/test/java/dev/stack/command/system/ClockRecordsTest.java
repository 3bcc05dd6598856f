// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stack.command.database.Roles;
import dev.stack.command.database.TestDatabase;
import dev.stack.command.ledger.ClockSkew;
import dev.stack.command.ledger.LedgerConfiguration;
import dev.stack.events.EventCatalog;
import dev.stack.events.SystemEvent.SystemStopped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

class ClockRecordsTest {

    private static final AtomicReference<Duration> OFFSET = new AtomicReference<>(Duration.ZERO);

    private TestDatabase database;
    private ConfigurableApplicationContext server;
    private ClockRecords records;

    @BeforeEach
    void start() {
        OFFSET.set(Duration.ZERO);
        database = TestDatabase.create();
        server = new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.main.banner-mode=off",
                        "stack.ledger.poll-interval=20ms",
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + Roles.APP,
                        "spring.datasource.password=" + TestDatabase.PASSWORD)
                .run();
        records = server.getBean(ClockRecords.class);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void A08_a_database_clock_that_went_back_is_on_record_once_however_many_entries_kept_the_time() {
        append();
        records.record();
        assertThat(recorded("audit.clock_back")).isEmpty();

        database.sql()
                .sql("update ledger.position set timestamp = timestamp + 3600000")
                .update();
        append();
        append();
        records.record();
        // That entry kept the time as well; it is no incident of its own.
        records.record();

        assertThat(recorded("audit.clock_back")).singleElement().asString().contains("\"count\":2");
    }

    @Test
    void F16_a_clock_that_was_off_is_on_record_when_it_is_right_again() {
        ClockSkew clock = server.getBean(ClockSkew.class);
        OFFSET.set(Duration.ofHours(-1));
        await().until(() -> !clock.isAcceptable());
        records.record();
        assertThat(recorded("system.clock_skew")).isEmpty();

        OFFSET.set(Duration.ZERO);
        await().until(clock::isAcceptable);
        records.record();
        records.record();

        assertThat(recorded("system.clock_skew"))
                .singleElement()
                .asString()
                .contains("\"skewMillis\":-3", "\"measured\":");
    }

    private void append() {
        server.getBean(CommandGateway.class).sendAndWait(new SystemRecord(new SystemStopped(EventCatalog.SYSTEM)));
    }

    private List<String> recorded(String action) {
        return database.sql()
                .sql("select convert_from(payload, 'UTF8') from ledger.entry where chain_id = 'system' and action = ?"
                        + " and outcome = 'failure'")
                .param(action)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** No @Configuration: the whole server's tests have this class path, and scan it. */
    @EnableAutoConfiguration
    @Import({LedgerConfiguration.class, SystemRecords.class, ClockRecords.class})
    static class Server {

        @Bean
        SecureRandom random() {
            return new SecureRandom();
        }

        @Bean
        Clock clock() {
            InstantSource source = () -> Instant.now().plus(OFFSET.get());
            return source.withZone(ZoneOffset.UTC);
        }
    }
}
