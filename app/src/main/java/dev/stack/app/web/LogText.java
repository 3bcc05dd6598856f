// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

/** Text of a caller made fit for one log line: printable ASCII stays, everything else is shown as its code point. */
final class LogText {

    private static final int LENGTH_MAX = 256;

    private LogText() {}

    static String of(String text) {
        var out = new StringBuilder();
        text.codePoints().limit(LENGTH_MAX).forEach(c -> {
            if (c >= ' ' && c < 0x7F && c != '\\') {
                out.append((char) c);
            } else {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return out.toString();
    }
}
