// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.Test;

/** A command knows who asked and where it stands in a trace. */
class TraceDispatchTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    @Test
    void a_command_takes_trace_and_actor_along() {
        Exchange exchange = Exchange.start(Traceparent.read("00-" + TRACE + "-" + PARENT + "-01"), new SecureRandom());
        exchange.identify(new Caller(new OperatorId("op_1"), Role.ADMIN, "mem_1"));
        exchange.run(() -> {
            assertThat(dispatched(Map.of()))
                    .containsEntry("trace_id", TRACE)
                    .containsEntry("parent_span_id", PARENT)
                    .containsAllEntriesOf(exchange.provenance())
                    .containsKey("span_id")
                    .containsEntry("actor", "mem_1");
            assertThat(dispatched(Map.of("actor", "agt_1"))).containsEntry("actor", "agt_1");
            return null;
        });
    }

    @Test
    void without_a_traceparent_the_request_id_is_the_trace() {
        Exchange exchange = Exchange.start(Optional.empty(), new SecureRandom());
        exchange.run(() -> {
            assertThat(dispatched(Map.of()))
                    .containsEntry("trace_id", exchange.requestId())
                    .doesNotContainKey("parent_span_id")
                    .doesNotContainKey("actor");
            return null;
        });
    }

    @Test
    void outside_a_request_a_command_stays_as_it_is() {
        assertThat(dispatched(Map.of())).isEmpty();
    }

    @Test
    void a_malformed_traceparent_counts_as_absent() {
        for (String malformed : List.of(
                "",
                "00-" + TRACE + "-" + PARENT,
                "ff-" + TRACE + "-" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "-01-more",
                "00-" + "0".repeat(32) + "-" + PARENT + "-01",
                "00-" + TRACE + "-" + "0".repeat(16) + "-01",
                "00-" + TRACE.toUpperCase(Locale.ROOT) + "-" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "-\r\n")) {
            assertThat(Traceparent.read(malformed)).as(malformed).isEmpty();
        }
        assertThat(Traceparent.read("cc-" + TRACE + "-" + PARENT + "-01-later")).isPresent();
    }

    private static Map<String, Object> dispatched(Map<String, ?> metadata) {
        CommandMessage<?> command = GenericCommandMessage.asCommandMessage("do").withMetaData(metadata);
        return new TraceDispatch().handle(List.of(command)).apply(0, command).getMetaData();
    }
}
