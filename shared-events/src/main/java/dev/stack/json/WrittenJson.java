// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson.Limits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads text that stands exactly as {@link JsonText} writes it, and knows no other: reading it is the proof of its spelling.
 * A text with an escape in it is left to {@link StrictJson} as well, whose judgement this never widens: what is read here,
 * it reads to the same value.
 */
final class WrittenJson {

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final byte[] utf8;
    private final int digitsMax;
    private int membersLeft;
    private int at;

    private WrittenJson(byte[] utf8, Limits limits) {
        this.utf8 = utf8;
        this.digitsMax = limits.digits();
        this.membersLeft = limits.members();
    }

    /** The one value in {@code utf8}. Empty says nothing about it: it may be spelled otherwise, malformed or too large. */
    static Optional<JsonValue> read(byte[] utf8, Limits limits) {
        if (utf8.length > limits.bytes()) {
            return Optional.empty();
        }
        var reading = new WrittenJson(utf8, limits);
        JsonValue value = reading.value(limits.depth());
        return reading.at == utf8.length ? Optional.ofNullable(value) : Optional.empty();
    }

    private @Nullable JsonValue value(int depthLeft) {
        return switch (next()) {
            case '"' -> text();
            case '{' -> depthLeft == 0 ? null : object(depthLeft - 1);
            case '[' -> depthLeft == 0 ? null : array(depthLeft - 1);
            case 't' -> word(TRUE, new JsonBoolean(true));
            case 'f' -> word(FALSE, new JsonBoolean(false));
            case 'n' -> word(NULL, JsonValue.NULL);
            default -> number();
        };
    }

    private @Nullable JsonObject object(int depthLeft) {
        LinkedHashMap<String, JsonValue> members = new LinkedHashMap<>();
        at++;
        boolean more = !take('}');
        while (more) {
            String name = string();
            JsonValue value = name != null && take(':') ? value(depthLeft) : null;
            if (value == null || --membersLeft < 0 || members.put(name, value) != null) {
                return null;
            }
            more = take(',');
            if (!more && !take('}')) {
                return null;
            }
        }
        return new JsonObject(OrderedMembers.adopting(members));
    }

    private @Nullable JsonArray array(int depthLeft) {
        List<JsonValue> items = new ArrayList<>();
        at++;
        boolean more = !take(']');
        while (more) {
            JsonValue item = value(depthLeft);
            if (item == null || --membersLeft < 0) {
                return null;
            }
            items.add(item);
            more = take(',');
            if (!more && !take(']')) {
                return null;
            }
        }
        return new JsonArray(items);
    }

    private @Nullable JsonString text() {
        String string = string();
        return string == null ? null : new JsonString(string);
    }

    private @Nullable String string() {
        if (!take('"')) {
            return null;
        }
        int start = at;
        int end = start;
        int allBits = 0;
        while (end < utf8.length && utf8[end] != '"') {
            byte b = utf8[end++];
            if (b >= 0 && b < ' ' || b == '\\') {
                return null;
            }
            allBits |= b;
        }
        at = end;
        boolean ascii = allBits >= 0;
        return take('"') ? decoded(start, end, ascii) : null;
    }

    /** The library puts something else for what is not UTF-8 (half a surrogate pair is not): that does not lead back. */
    private @Nullable String decoded(int start, int end, boolean ascii) {
        if (ascii) {
            return new String(utf8, start, end - start, StandardCharsets.ISO_8859_1);
        }
        String text = new String(utf8, start, end - start, StandardCharsets.UTF_8);
        byte[] back = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(back, 0, back.length, utf8, start, end) ? text : null;
    }

    private @Nullable JsonNumber number() {
        int start = at;
        while (next() >= '0' && next() <= '9' || next() == '-' || next() == '.') {
            at++;
        }
        if (at - start > digitsMax) {
            return null;
        }
        String digits = new String(utf8, start, at - start, StandardCharsets.ISO_8859_1);
        try {
            var number = new JsonNumber(new BigDecimal(digits));
            return digits.equals(JsonText.number(number)) ? number : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private @Nullable JsonValue word(byte[] word, JsonValue value) {
        int end = Math.min(at + word.length, utf8.length);
        if (!Arrays.equals(utf8, at, end, word, 0, word.length)) {
            return null;
        }
        at = end;
        return value;
    }

    private boolean take(char expected) {
        if (next() != expected) {
            return false;
        }
        at++;
        return true;
    }

    /** What stands next; at the end NUL, which no such text holds. */
    private byte next() {
        return at < utf8.length ? utf8[at] : 0;
    }
}
