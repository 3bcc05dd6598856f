// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.vocabulary.Refusal;
import java.util.Locale;

/**
 * An e-mail address as it is looked up: in lower case. It is personal data and has no text form that could reach a log.
 *
 * @param address 3 to 254 printable ASCII characters with one {@code @} inside
 */
public record Email(String address) {

    private static final int LENGTH_MAX = 254;

    public Email {
        address = address.strip().toLowerCase(Locale.ROOT);
        int at = address.indexOf('@');
        boolean good = at > 0 && at < address.length() - 1 && at == address.lastIndexOf('@');
        good &= address.length() <= LENGTH_MAX && address.chars().allMatch(c -> c > ' ' && c < 0x7F);
        good &= address.chars().noneMatch(c -> "<>()[]\\,;:\"".indexOf(c) >= 0);
        if (!good) {
            throw Refusal.invalid("email must be one plain e-mail address, such as ada@example.org.");
        }
    }

    @Override
    public String toString() {
        return "Email[hidden]";
    }
}
