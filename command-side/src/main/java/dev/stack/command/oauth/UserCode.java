// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person types at one screen to let a program act that waits at another: eight consonants, none of which looks like
 * another character and which spell no word (RFC 8628, section 6.1); 34 bits.
 *
 * @param text in capitals, without the hyphen it is shown with
 */
public record UserCode(String text) {

    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;

    static UserCode make(SecureRandom random) {
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new UserCode(text.toString());
    }

    /** What somebody typed, in whatever case and with whatever between the letters; empty when it cannot be one. */
    public static Optional<UserCode> typed(String typed) {
        var text = new StringBuilder(LENGTH);
        typed.toUpperCase(Locale.ROOT)
                .chars()
                .filter(c -> ALPHABET.indexOf(c) >= 0)
                .limit(LENGTH + 1L)
                .forEach(c -> text.append((char) c));
        return text.length() == LENGTH ? Optional.of(new UserCode(text.toString())) : Optional.empty();
    }

    /** As people read it, such as {@code BCDF-GHJK}. */
    public String shown() {
        return text.substring(0, LENGTH / 2) + "-" + text.substring(LENGTH / 2);
    }

    @Override
    public String toString() {
        return "UserCode[hidden]";
    }
}
