// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.events.EventCatalog;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Severity;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {

    /** One of everything an event may hold. */
    record Sample(
            Jti jti,
            @Nullable AgentId agent,
            Severity severity,
            List<Jti> chain,
            Map<AgentId, Integer> counts,
            JsonObject details,
            JsonValue nothing,
            Instant at,
            Duration took,
            boolean done) {

        boolean isLate() {
            return true;
        }
    }

    private final JsonMapper mapper = EventJson.mapper();

    @Test
    void fields_are_written_plainly_and_read_back_the_same() {
        var details = new JsonObject(Map.of(
                "list",
                new JsonArray(List.of(new JsonNumber(new BigDecimal("12345678901234567890.5")), JsonValue.NULL))));
        var sample = new Sample(
                new Jti("pp_1"),
                null,
                Severity.values()[0],
                List.of(new Jti("pp_0")),
                Map.of(new AgentId("agt_1"), 2),
                details,
                JsonValue.NULL,
                Instant.parse("2026-01-01T00:00:00.123456Z"),
                Duration.ofSeconds(90),
                true);

        String text = mapper.writeValueAsString(sample);

        assertThat(text)
                .contains("\"jti\":\"pp_1\"", "\"counts\":{\"agt_1\":2}", "12345678901234567890.5", "\"nothing\":null")
                .contains("\"at\":\"2026-01-01T00:00:00.123456Z\"", "\"took\":\"PT1M30S\"")
                .contains("\"severity\":\"" + Severity.values()[0].name().toLowerCase(java.util.Locale.ROOT) + "\"")
                .doesNotContain("agent\":", "late");
        assertThat(mapper.readValue(text, Sample.class)).isEqualTo(sample);
    }

    @Test
    void fields_of_a_newer_version_are_passed_over() {
        assertThat(mapper.readValue("{\"jti\":\"pp_1\",\"invented_later\":[1]}", Sample.class)
                        .jti())
                .isEqualTo(new Jti("pp_1"));
    }

    @Test
    void a_name_in_the_database_never_chooses_a_class() {
        EventSerializer serializer = EventSerializer.create();
        Object read = serializer.deserialize(new SimpleSerializedObject<>(
                "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), byte[].class, "java.util.ArrayList", "1"));
        assertThat(read).isInstanceOf(UnknownSerializedType.class);
    }

    @Test
    void every_event_has_a_name_and_is_found_under_it() {
        EventSerializer serializer = EventSerializer.create();
        EventCatalog.all().forEach((name, event) -> {
            assertThat(serializer.typeForClass(event).getName()).isEqualTo(name);
            assertThat(serializer.classForType(serializer.typeForClass(event))).isEqualTo(event);
        });
    }

    @Test
    void a_duplicate_key_is_found_wherever_it_hides() {
        var batch = new BatchUpdateException("batch", "00000", new int[0]);
        batch.setNextException(new SQLException("duplicate", "23505"));
        var resolver = new DuplicateKeys();

        assertThat(resolver.isDuplicateKeyViolation(new EventStoreException("wrapped", batch)))
                .isTrue();
        assertThat(resolver.isDuplicateKeyViolation(new SQLException("other", "23503")))
                .isFalse();
        assertThat(resolver.isDuplicateKeyViolation(new JsonRuntime(new JsonString("x"))))
                .isFalse();
    }

    private static final class JsonRuntime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        JsonRuntime(JsonValue value) {
            super(value.toString());
        }
    }
}
