// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of one intent: a closed object by JSON Schema (2020-12), its patterns searched by RE2. */
final class Parameters {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .regularExpressionFactory(Parameters::re2)
                    .locale(Locale.ENGLISH)
                    .build()));

    private final JsonObject json;
    private final Schema schema;

    private Parameters(JsonObject json) {
        this.json = json;
        this.schema = SCHEMAS.getSchema(json.toString());
    }

    /** Reads a schema of the catalogue; one that leaves something open is a defect. */
    static Parameters of(JsonObject json) {
        if (!json.get("type").equals(Optional.of(new JsonString("object")))
                || !json.get("additionalProperties").equals(Optional.of(new JsonBoolean(false)))) {
            throw new IllegalArgumentException("params must be a closed object");
        }
        var parameters = new Parameters(json);
        parameters.properties().members().values().forEach(Parameters::checkBounded);
        return parameters;
    }

    /** The names there are. */
    Set<String> names() {
        return properties().members().keySet();
    }

    /** The names that must be given. */
    Set<String> required() {
        return json.get("required").orElse(JsonValue.NULL) instanceof JsonArray(List<JsonValue> items)
                ? items.stream().map(Parameters::text).collect(Collectors.toSet())
                : Set.of();
    }

    /** Refuses parameters the schema does not take; the message begins with a pointer to the first that is wrong. */
    void check(String at, JsonObject params) {
        List<Error> errors = schema.validate(params.toString(), InputFormat.JSON);
        if (!errors.isEmpty()) {
            Error first = errors.getFirst();
            throw Refusal.invalid(at + first.getInstanceLocation() + ": " + first.getMessage() + ".");
        }
    }

    private JsonObject properties() {
        return json.get("properties").orElse(JsonValue.NULL) instanceof JsonObject properties
                ? properties
                : new JsonObject(Map.of());
    }

    /** Every text has a length and a pattern, every array a length, or all values are listed. */
    private static void checkBounded(JsonValue schema) {
        if (!(schema instanceof JsonObject object)) {
            throw new IllegalArgumentException("a parameter's schema is an object");
        }
        if (object.get("enum").isPresent()) {
            return;
        }
        String type = text(object.get("type").orElse(JsonValue.NULL));
        switch (type) {
            case "string" -> requireMembers(object, "maxLength", "pattern");
            case "array" -> {
                requireMembers(object, "minItems", "maxItems", "items");
                checkBounded(object.get("items").orElseThrow());
            }
            default -> throw new IllegalArgumentException("a parameter is a text or an array of texts, not " + type);
        }
    }

    private static void requireMembers(JsonObject schema, String... names) {
        for (String name : names) {
            if (schema.get(name).isEmpty()) {
                throw new IllegalArgumentException("a parameter without " + name);
            }
        }
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString(String text) ? text : "";
    }

    private static RegularExpression re2(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).find();
    }
}
