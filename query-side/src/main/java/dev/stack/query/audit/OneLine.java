// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;

/**
 * JSON text without anything that some reader takes for the end of a line or for a command to a terminal: DEL, the C1
 * controls with NEL among them, and the separators U+2028 and U+2029 are escaped like those below the space.
 */
final class OneLine {

    private OneLine() {}

    static String of(JsonValue value) {
        String text = JsonText.write(value);
        int at = 0;
        while (at < text.length() && !breaks(text.charAt(at))) {
            at++;
        }
        return at == text.length() ? text : escaped(text);
    }

    /** Outside of strings JSON has only ASCII, so each such character stands in a string. */
    private static String escaped(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (breaks(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean breaks(char c) {
        return (c >= 0x7F && c < 0xA0) || c == '\u2028' || c == '\u2029';
    }
}
