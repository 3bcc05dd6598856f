// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.events.DomainEvent;
import dev.stack.query.History;
import dev.stack.query.QuerySide;
import dev.stack.query.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** What holds for every view there is; a new one is found by itself. */
class ViewLaws {

    private final TestDatabase database = new TestDatabase();

    static Stream<View> views() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(View.class));
        return scan.findCandidateComponents(QuerySide.class.getPackageName()).stream()
                .map(found -> (View) BeanUtils.instantiateClass(type(String.valueOf(found.getBeanClassName()))));
    }

    @ParameterizedTest
    @MethodSource("views")
    void F18_every_event_twice_gives_the_same_rows(View view) {
        List<String> once = rowsOf(view, History.life());
        List<DomainEvent> twice = new ArrayList<>();
        History.life().forEach(event -> twice.addAll(List.of(event, event)));

        assertThat(once).isNotEmpty();
        assertThat(rowsOf(view, twice)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("views")
    void F18_every_event_twice_in_one_batch_gives_the_same_rows(View view) {
        List<String> once = rowsOf(view, History.life());
        List<DomainEvent> twice = new ArrayList<>();
        History.life().forEach(event -> twice.addAll(List.of(event, event)));
        database.tables().clear(view);
        database.tables().apply(view.changes(twice));

        assertThat(database.rows(view)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("views")
    void F18_a_batch_delivered_again_gives_the_same_rows(View view) {
        List<String> once = rowsOf(view, History.life());
        database.fold(
                view,
                History.life().subList(History.life().size() / 2, History.life().size()));

        assertThat(database.rows(view)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("views")
    void replay_from_empty_equals_live_after_every_event(View view) {
        for (int length = 1; length <= History.life().size(); length++) {
            List<DomainEvent> past = History.life().subList(0, length);
            List<String> replayed = rowsOf(view, past);

            database.tables().clear(view);
            database.tables().apply(view.changes(past));

            assertThat(database.rows(view)).isEqualTo(replayed);
        }
    }

    private List<String> rowsOf(View view, List<DomainEvent> events) {
        database.tables().clear(view);
        database.fold(view, events);
        return database.rows(view);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
