// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Id;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How answers are written: snake_case members in the order of the record, {@code null} included, instants in UTC with
 * three digits of milliseconds, ids as text, enums in lower case (error codes as they are).
 */
final class AnswerJson {

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private AnswerJson() {}

    static JsonMapper mapper() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .addModule(words())
                .build();
    }

    /** What a route answers that gives {@code result}; nothing becomes the empty object. */
    static Object orEmpty(@Nullable Object result) {
        return result == null ? Map.of() : result;
    }

    private static SimpleModule words() {
        var module = new SimpleModule("stack");
        module.addSerializer(Instant.class, text(INSTANT::format));
        module.addSerializer(Id.class, text(Id::value));
        module.addSerializer(ErrorCode.class, text(ErrorCode::name));
        module.addSerializer(Enum.class, text(AnswerJson::wire));
        module.addSerializer(JsonValue.class, new Raw());
        module.addKeySerializer(Id.class, new Key<>(Id::value));
        module.addKeySerializer(Enum.class, new Key<>(AnswerJson::wire));
        return module;
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <T> ValueSerializer<T> text(Function<T, String> form) {
        return new Text<>(form);
    }

    private static final class Text<T> extends ValueSerializer<T> {
        private final Function<T, String> form;

        Text(Function<T, String> form) {
            this.form = form;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(form.apply(value));
        }
    }

    private static final class Key<T> extends ValueSerializer<T> {
        private final Function<T, String> form;

        Key(Function<T, String> form) {
            this.form = form;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeName(form.apply(value));
        }
    }

    private static final class Raw extends ValueSerializer<JsonValue> {
        @Override
        public void serialize(JsonValue value, JsonGenerator out, SerializationContext context) {
            out.writeRawValue(JsonText.write(value));
        }
    }
}
