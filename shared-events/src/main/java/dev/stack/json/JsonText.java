// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.util.Arrays;

/** Writes values as compact JSON text: members in the order they have, only what must be escaped escaped. */
public final class JsonText {

    private static final int LENGTH_USUAL = 1_024;

    private char[] out = new char[LENGTH_USUAL];
    private int length;

    private JsonText() {}

    /** The compact text of {@code value}. */
    public static String write(JsonValue value) {
        var text = new JsonText();
        text.append(value);
        return new String(text.out, 0, text.length);
    }

    /** Plain digits where that stays short; the parser bounds exponents, so this never explodes. */
    static String number(JsonNumber number) {
        return number.value().toPlainString();
    }

    private void append(JsonValue value) {
        switch (value) {
            case JsonString text -> appendString(text.value());
            case JsonNumber number -> appendPlain(number(number));
            case JsonBoolean bool -> appendPlain(bool.value() ? "true" : "false");
            case JsonNull _ -> appendPlain("null");
            case JsonArray array -> appendArray(array);
            case JsonObject object -> appendObject(object);
        }
    }

    private void appendArray(JsonArray array) {
        append('[');
        int start = length;
        for (JsonValue item : array.items()) {
            separateFrom(start);
            append(item);
        }
        append(']');
    }

    private void appendObject(JsonObject object) {
        append('{');
        int start = length;
        object.members().forEach((name, value) -> {
            separateFrom(start);
            appendString(name);
            append(':');
            append(value);
        });
        append('}');
    }

    private void separateFrom(int start) {
        if (length > start) {
            append(',');
        }
    }

    /**
     * Escapes as RFC 8785 section 3.2.2.2 asks: the two-letter forms where they exist, otherwise lower-case hex. The text is
     * copied before it is looked at, because an array is looked through faster; nearly all need no escape.
     */
    private void appendString(String text) {
        append('"');
        int start = length;
        appendPlain(text);
        for (int i = start; i < length; i++) {
            if (mustBeEscaped(out[i])) {
                length = i;
                appendEscaping(text.substring(i - start));
                break;
            }
        }
        append('"');
    }

    private void appendEscaping(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (mustBeEscaped(c)) {
                appendEscaped(c);
            } else {
                append(c);
            }
        }
    }

    private static boolean mustBeEscaped(char c) {
        return c < 0x20 || c == '"' || c == '\\';
    }

    private void appendEscaped(char c) {
        switch (c) {
            case '"' -> appendPlain("\\\"");
            case '\\' -> appendPlain("\\\\");
            case '\b' -> appendPlain("\\b");
            case '\f' -> appendPlain("\\f");
            case '\n' -> appendPlain("\\n");
            case '\r' -> appendPlain("\\r");
            case '\t' -> appendPlain("\\t");
            default -> {
                appendPlain(c < 0x10 ? "\\u000" : "\\u001");
                append(Character.forDigit(c & 0xF, 16));
            }
        }
    }

    private void appendPlain(String text) {
        reserve(text.length());
        text.getChars(0, text.length(), out, length);
        length += text.length();
    }

    private void append(char c) {
        reserve(1);
        out[length++] = c;
    }

    private void reserve(int more) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(length, more)));
        }
    }
}
