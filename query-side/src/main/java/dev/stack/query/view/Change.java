// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement that brings a table of a view up to date; doing it again changes nothing. */
public record Change(String sql, List<@Nullable Object> arguments) {

    public Change {
        arguments = Collections.unmodifiableList(
                arguments.stream().map(Change::bindable).toList());
    }

    /** A change with {@code ?} parameters; times are instants, lists become {@code text[]}. */
    public static Change of(String sql, @Nullable Object... arguments) {
        return new Change(sql, Arrays.asList(arguments));
    }

    private static @Nullable Object bindable(@Nullable Object argument) {
        return switch (argument) {
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case List<?> texts -> texts.toArray(String[]::new);
            case null -> null;
            default -> argument;
        };
    }
}
