// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.vocabulary.Refusal;
import java.net.URI;

/** Where a ticket may go: {@code http://127.0.0.1:<port>/cb} and nowhere else, so that it never leaves the person's machine. */
final class LoopbackCallback {

    private static final String BEFORE = "http://127.0.0.1:";
    private static final String AFTER = "/cb";
    private static final int DIGITS_MAX = 5;

    private LoopbackCallback() {}

    /** The address, compared as text: what merely means the same is refused. */
    static URI read(String text) {
        int end = text.length() - AFTER.length();
        boolean framed = text.startsWith(BEFORE) && text.endsWith(AFTER) && end > BEFORE.length();
        String port = framed ? text.substring(BEFORE.length(), end) : "";
        boolean number =
                !port.isEmpty() && port.length() <= DIGITS_MAX && port.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw Refusal.invalid("callback must be http://127.0.0.1:<port>/cb.");
        }
        return URI.create(text);
    }
}
