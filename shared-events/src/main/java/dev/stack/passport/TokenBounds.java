// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.Refusal;

/** Refuses to sign what the strict reader on the other side would not take. */
final class TokenBounds {

    private static final int DIGITS_MAX = Limits.TOKEN.digits() - 1;

    private int membersLeft = Limits.TOKEN.members();

    private TokenBounds() {}

    static void check(JsonObject claims) {
        new TokenBounds().walk(claims, Limits.TOKEN.depth());
    }

    private void walk(JsonValue value, int depthLeft) {
        switch (value) {
            case JsonString(String text) -> checkText(text);
            case JsonNumber number -> checkNumber(number);
            case JsonBoolean _, JsonNull _ -> {}
            case JsonArray array -> {
                enter(depthLeft, array.items().size());
                for (JsonValue item : array.items()) {
                    walk(item, depthLeft - 1);
                }
            }
            case JsonObject object -> {
                enter(depthLeft, object.members().size());
                object.members().forEach((name, member) -> {
                    checkText(name);
                    walk(member, depthLeft - 1);
                });
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
        if (Math.abs(number.value().scale()) > DIGITS_MAX || number.toString().length() > DIGITS_MAX) {
            throw Refusal.invalid("A number in a passport has at most " + DIGITS_MAX + " characters; round it.");
        }
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c) && Character.codePointAt(text, i) == c) {
                throw Refusal.invalid("A text in a passport must not hold NUL or half a surrogate pair.");
            }
            if (Character.isHighSurrogate(c)) {
                i++;
            }
        }
    }
}
