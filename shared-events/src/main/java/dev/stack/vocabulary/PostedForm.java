// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body of a request that came as {@code application/x-www-form-urlencoded}. What a query says is not in it: secrets do
 * not belong there.
 *
 * @param text as it came
 */
public record PostedForm(String text) {

    /** The field of that name; empty when it is not there or there more than once, as nobody could say which one counts. */
    public Optional<String> value(String name) {
        List<String> values = new ArrayList<>();
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            if (decoded(equals < 0 ? field : field.substring(0, equals)).equals(name)) {
                values.add(equals < 0 ? "" : decoded(field.substring(equals + 1)));
            }
        }
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.invalid("The form is not well encoded: a % must be followed by two hex digits.");
        }
    }

    @Override
    public String toString() {
        return "PostedForm[hidden]";
    }
}
