// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Id;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.KeyDeserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Ids and JSON values, as Jackson is to write and read them. The words themselves know nothing of it. */
final class WordsModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    WordsModule() {
        super("dev.stack.words");
        addSerializer(new IdWriter());
        addKeySerializer(Id.class, new IdKeyWriter());
        addSerializer(new ValueWriter());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new WordReaders());
        context.addKeyDeserializers(new IdKeyReaders());
    }

    private static final class IdWriter extends StdSerializer<Id> {
        IdWriter() {
            super(Id.class);
        }

        @Override
        public void serialize(Id id, JsonGenerator out, SerializationContext context) {
            out.writeString(id.value());
        }
    }

    private static final class IdKeyWriter extends StdSerializer<Id> {
        IdKeyWriter() {
            super(Id.class);
        }

        @Override
        public void serialize(Id id, JsonGenerator out, SerializationContext context) {
            out.writeName(id.value());
        }
    }

    private static final class ValueWriter extends StdSerializer<JsonValue> {
        ValueWriter() {
            super(JsonValue.class);
        }

        @Override
        public void serialize(JsonValue value, JsonGenerator out, SerializationContext context) {
            out.writeRawValue(JsonText.write(value));
        }
    }

    private static final class WordReaders extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            Class<?> raw = type.getRawClass();
            if (Id.class.isAssignableFrom(raw) && raw.isRecord()) {
                return new IdReader(raw);
            }
            return JsonValue.class.isAssignableFrom(raw) ? new ValueReader(raw) : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> raw) {
            return Id.class.isAssignableFrom(raw) || JsonValue.class.isAssignableFrom(raw);
        }
    }

    private static final class IdKeyReaders implements KeyDeserializers {
        @Override
        public @Nullable KeyDeserializer findKeyDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            Class<?> raw = type.getRawClass();
            if (!Id.class.isAssignableFrom(raw) || !raw.isRecord()) {
                return null;
            }
            MethodHandle constructor = constructor(raw);
            return new KeyDeserializer() {
                @Override
                public Object deserializeKey(String key, DeserializationContext context) {
                    return make(constructor, key);
                }
            };
        }
    }

    private static final class IdReader extends StdDeserializer<Object> {
        private final transient MethodHandle constructor;

        IdReader(Class<?> id) {
            super(id);
            this.constructor = constructor(id);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return context.handleUnexpectedToken(handledType(), parser);
            }
            return make(constructor, parser.getString());
        }
    }

    private static final class ValueReader extends StdDeserializer<Object> {
        ValueReader(Class<?> kind) {
            super(kind);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            JsonValue value = read(parser);
            return handledType().isInstance(value) ? value : context.handleUnexpectedToken(handledType(), parser);
        }

        /** A member that says {@code null} is JSON's null; one that is not there stays {@code null}. */
        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            return handledType().isInstance(JsonValue.NULL) ? JsonValue.NULL : null;
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }

        private static JsonValue read(JsonParser parser) {
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(parser);
                case START_ARRAY -> array(parser);
                case VALUE_STRING -> new JsonString(parser.getString());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getDecimalValue());
                case VALUE_TRUE -> new JsonBoolean(true);
                case VALUE_FALSE -> new JsonBoolean(false);
                default -> JsonValue.NULL;
            };
        }

        private static JsonObject object(JsonParser parser) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, read(parser));
            }
            return new JsonObject(members);
        }

        private static JsonArray array(JsonParser parser) {
            List<JsonValue> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(parser));
            }
            return new JsonArray(items);
        }
    }

    private static MethodHandle constructor(Class<?> id) {
        try {
            return MethodHandles.publicLookup()
                    .findConstructor(id, MethodType.methodType(void.class, String.class))
                    .asType(MethodType.methodType(Object.class, String.class));
        } catch (ReflectiveOperationException notAnId) {
            throw new IllegalArgumentException(id + " has no public constructor that takes its text", notAnId);
        }
    }

    private static Object make(MethodHandle constructor, String text) {
        try {
            return constructor.invokeExact(text);
        } catch (RuntimeException | Error refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
