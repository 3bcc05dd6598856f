// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;

/** Writes values as compact JSON text: members in the order they have, only what must be escaped escaped. */
public final class JsonText {

    private static final int LENGTH_USUAL = 512;

    private JsonText() {}

    /** The compact text of {@code value}. */
    public static String write(JsonValue value) {
        var out = new StringBuilder(LENGTH_USUAL);
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, JsonValue value) {
        switch (value) {
            case JsonString text -> appendString(out, text.value());
            case JsonNumber number -> out.append(numberText(number));
            case JsonBoolean bool -> out.append(bool.value());
            case JsonNull _ -> out.append("null");
            case JsonArray array -> appendArray(out, array);
            case JsonObject object -> appendObject(out, object);
        }
    }

    /** Plain digits where that stays short; the parser bounds exponents, so this never explodes. */
    private static String numberText(JsonNumber number) {
        return number.value().toPlainString();
    }

    private static void appendArray(StringBuilder out, JsonArray array) {
        out.append('[');
        String separator = "";
        for (JsonValue item : array.items()) {
            out.append(separator);
            append(out, item);
            separator = ",";
        }
        out.append(']');
    }

    private static void appendObject(StringBuilder out, JsonObject object) {
        out.append('{');
        int start = out.length();
        object.members().forEach((name, value) -> {
            if (out.length() > start) {
                out.append(',');
            }
            appendString(out, name);
            out.append(':');
            append(out, value);
        });
        out.append('}');
    }

    /**
     * Escapes as RFC 8785 section 3.2.2.2 asks: the two-letter forms where they exist, otherwise lower-case hex. What needs
     * no escape is copied in runs.
     */
    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, copied, i);
                appendEscaped(out, c);
                copied = i + 1;
            }
        }
        if (copied == 0) {
            out.append(text);
        } else {
            out.append(text, copied, text.length());
        }
        out.append('"');
    }

    private static void appendEscaped(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u00").append(c < 0x10 ? '0' : '1').append(Character.forDigit(c & 0xF, 16));
        }
    }
}
