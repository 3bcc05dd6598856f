// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lower-case names under which enum values travel in JSON. */
final class WireNames {

    private WireNames() {}

    static <E extends Enum<E>> E read(Class<E> type, String member, String text) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        String allowed = Arrays.stream(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw Refusal.invalid(member + " must be one of: " + allowed + ".");
    }
}
