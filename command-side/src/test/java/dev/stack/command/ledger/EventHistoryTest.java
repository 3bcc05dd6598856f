// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.events.DomainEvent;
import dev.stack.events.EventCatalog;
import dev.stack.events.EventName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was ever written can be read for ever. Each event and revision has a golden text that is kept when the next one
 * comes; {@code -Dstack.golden=write} writes those of the present revisions, to be reviewed as code.
 */
class EventHistoryTest {

    private static final Path GOLDEN = Path.of("src/test/resources/events");

    private final EventSerializer serializer = EventSerializer.create();

    static List<DomainEvent> full() {
        return EventSamples.full();
    }

    static List<DomainEvent> sparse() {
        return EventSamples.sparse();
    }

    /** Every golden text there is, of past revisions as well. */
    static List<Path> golden() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        }
    }

    @BeforeAll
    static void write() throws IOException {
        if ("write".equals(System.getProperty("stack.golden"))) {
            Files.createDirectories(GOLDEN);
            EventSerializer serializer = EventSerializer.create();
            for (DomainEvent event : full()) {
                String text = serializer.serialize(event, String.class).getData();
                Files.writeString(file(EventCatalog.nameOf(event.getClass())), text + "\n");
            }
        }
    }

    @Test
    void every_event_has_a_sample_and_a_golden_text() {
        assertThat(full()).extracting(DomainEvent::getClass).doesNotHaveDuplicates();
        assertThat(full())
                .extracting(event -> EventCatalog.nameOf(event.getClass()).value())
                .containsExactlyInAnyOrderElementsOf(EventCatalog.all().keySet());
        EventCatalog.all().values().forEach(event -> assertThat(file(EventCatalog.nameOf(event)))
                .isRegularFile());
    }

    @ParameterizedTest
    @MethodSource("full")
    void an_event_is_written_exactly_as_it_always_was(DomainEvent event) throws IOException {
        SerializedObject<String> stored = serializer.serialize(event, String.class);
        EventName name = EventCatalog.nameOf(event.getClass());
        assertThat(stored.getType().getName()).isEqualTo(name.value());
        assertThat(stored.getType().getRevision()).isEqualTo(String.valueOf(name.revision()));
        assertThat(stored.getData() + "\n").isEqualTo(Files.readString(file(name)));
    }

    @ParameterizedTest
    @MethodSource("full")
    void its_golden_text_loads_as_an_equal_event(DomainEvent event) throws IOException {
        EventName name = EventCatalog.nameOf(event.getClass());
        assertThat(load(file(name))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void every_golden_text_ever_written_still_loads(Path file) throws IOException {
        EventName name = EventCatalog.nameOf(load(file).getClass());
        assertThat(nameIn(file)).isEqualTo(name.value());
        assertThat(revisionIn(file)).isBetween(1, name.revision());
    }

    @ParameterizedTest
    @MethodSource("full")
    void members_a_newer_version_adds_are_passed_over(DomainEvent event) throws IOException {
        EventName name = EventCatalog.nameOf(event.getClass());
        String newer = Files.readString(file(name))
                .replaceFirst("^\\{", "{\"invented_later\":{\"a\":[1]},")
                .replaceFirst("\"(terms|settings|report|delta)\":\\{", "\"$1\":{\"invented_later\":null,");
        assertThat(load(newer, name.value(), name.revision())).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("sparse")
    void what_may_be_left_out_is_left_out_and_read_back(DomainEvent event) {
        SerializedObject<String> stored = serializer.serialize(event, String.class);
        assertThat(stored.getData()).doesNotContain("null");
        EventName name = EventCatalog.nameOf(event.getClass());
        assertThat(load(stored.getData(), name.value(), name.revision())).isEqualTo(event);
    }

    private DomainEvent load(Path file) throws IOException {
        return load(Files.readString(file), nameIn(file), revisionIn(file));
    }

    private DomainEvent load(String text, String name, int revision) {
        return serializer.deserialize(new SimpleSerializedObject<>(text, String.class, name, String.valueOf(revision)));
    }

    private static Path file(EventName name) {
        return GOLDEN.resolve(name.value() + ".v" + name.revision() + ".json");
    }

    private static String nameIn(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf(".v"));
    }

    private static int revisionIn(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(name.lastIndexOf(".v") + 2, name.lastIndexOf(".json")));
    }
}
