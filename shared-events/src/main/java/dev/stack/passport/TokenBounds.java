// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;

/** Refuses to sign what the strict reader on the other side would not take. */
final class TokenBounds {

    private static final int DIGITS_MAX = Limits.TOKEN.digits() - 1;

    private int membersLeft = Limits.TOKEN.members();

    private TokenBounds() {}

    /** The text of {@code claims} in UTF-8, within the bounds. */
    static byte[] write(JsonObject claims) {
        new TokenBounds().walk(claims, Limits.TOKEN.depth());
        String text = JsonText.write(claims);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        checkTexts(text, utf8);
        return utf8;
    }

    private void walk(JsonValue value, int depthLeft) {
        switch (value) {
            case JsonNumber number -> checkNumber(number);
            case JsonString _, JsonBoolean _, JsonNull _ -> {}
            case JsonArray array -> {
                enter(depthLeft, array.items().size());
                for (JsonValue item : array.items()) {
                    walk(item, depthLeft - 1);
                }
            }
            case JsonObject object -> {
                enter(depthLeft, object.members().size());
                object.members().forEach((_, member) -> walk(member, depthLeft - 1));
            }
        }
    }

    private void enter(int depthLeft, int members) {
        membersLeft -= members;
        if (depthLeft == 0 || membersLeft < 0) {
            throw Refusal.invalid("A passport holds at most " + Limits.TOKEN.members() + " members, "
                    + Limits.TOKEN.depth() + " levels deep. Ask for fewer services, scopes or constraints.");
        }
    }

    private static void checkNumber(JsonNumber number) {
        if (Math.abs(number.value().scale()) > DIGITS_MAX
                || number.value().toPlainString().length() > DIGITS_MAX) {
            throw Refusal.invalid("A number in a passport has at most " + DIGITS_MAX + " characters; round it.");
        }
    }

    /** Half a surrogate pair has no UTF-8, so its text is not read back as it was. */
    private static void checkTexts(String text, byte[] utf8) {
        if (holdsNul(text) || !new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            throw Refusal.invalid("A text in a passport must not hold NUL or half a surrogate pair.");
        }
    }

    /** Whether one of the escapes in JSON text is that of NUL; all are of two characters, or of six that begin with such. */
    private static boolean holdsNul(String text) {
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 2)) {
            if (text.startsWith("u0000", at + 1)) {
                return true;
            }
        }
        return false;
    }
}
