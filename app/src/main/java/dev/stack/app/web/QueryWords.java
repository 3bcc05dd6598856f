// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;

/** Reads the words of a query or path: ids by their own constructor, instants and lower-case enums as told here. */
final class QueryWords {

    private static final int EPOCH_DIGITS_MAX = 15;

    private QueryWords() {}

    static void register(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, QueryWords::instant);
        registry.addConverterFactory(new WireEnums());
    }

    /** Epoch milliseconds, or ISO-8601 with an offset. */
    static Instant instant(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            return digits && text.length() <= EPOCH_DIGITS_MAX
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw Refusal.invalid("A time must be epoch milliseconds or ISO-8601, such as 2026-01-31T12:00:00.000Z.");
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class WireEnums implements ConverterFactory<String, Enum> {
        @Override
        public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
            return text -> read(type, text);
        }

        private static <T extends Enum> T read(Class<T> type, String text) {
            T[] values = type.getEnumConstants();
            return Arrays.stream(values)
                    .filter(value -> wire(value).equals(text))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("A query value must be one of: "
                            + Arrays.stream(values).map(WireEnums::wire).collect(Collectors.joining(", ")) + "."));
        }

        private static String wire(Enum value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }
}
