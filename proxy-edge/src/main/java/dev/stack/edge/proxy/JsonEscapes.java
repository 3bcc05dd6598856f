// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

/** Reads a JSON text as its strings would be read, without taking it apart. */
final class JsonEscapes {

    private static final int HEX = 16;
    private static final int CODE_LENGTH = 4;

    private JsonEscapes() {}

    /** The same text with each escape replaced by its character; one that is cut short stays. */
    static String undone(String json) {
        int escape = json.indexOf('\\');
        if (escape < 0) {
            return json;
        }
        var plain = new StringBuilder(json.length());
        int copied = 0;
        while (escape >= 0 && escape + 1 < json.length()) {
            plain.append(json, copied, escape);
            char kind = json.charAt(escape + 1);
            boolean code = kind == 'u' && escape + 2 + CODE_LENGTH <= json.length();
            plain.append(code ? code(json, escape + 2) : character(kind));
            copied = escape + 2 + (code ? CODE_LENGTH : 0);
            escape = json.indexOf('\\', copied);
        }
        return plain.append(json, copied, json.length()).toString();
    }

    private static char character(char kind) {
        return switch (kind) {
            case 'n', 'r', 't', 'b', 'f' -> ' ';
            default -> kind;
        };
    }

    private static char code(String json, int from) {
        int code = 0;
        for (int i = from; i < from + CODE_LENGTH; i++) {
            code = code * HEX + Math.max(0, Character.digit(json.charAt(i), HEX));
        }
        return (char) code;
    }
}
