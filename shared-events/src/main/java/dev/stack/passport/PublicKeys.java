// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.vocabulary.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A fixed set of trusted keys by {@code kid}. */
public record PublicKeys(Map<String, PublicKey> byKid) implements KeySource {

    /** Longest {@code kid}. */
    public static final int KID_LENGTH_MAX = 64;

    public PublicKeys {
        byKid = Collections.unmodifiableMap(new LinkedHashMap<>(byKid));
        byKid.keySet().forEach(PublicKeys::checkKid);
    }

    /** A set of one. */
    public static PublicKeys of(String kid, PublicKey key) {
        return new PublicKeys(Map.of(kid, key));
    }

    @Override
    public Optional<PublicKey> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    /** Whether the text is 1 to 64 characters of {@code [A-Za-z0-9_-]}. */
    public static boolean isKid(String text) {
        boolean good = !text.isEmpty() && text.length() <= KID_LENGTH_MAX;
        for (int i = 0; good && i < text.length(); i++) {
            char c = text.charAt(i);
            good = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-';
        }
        return good;
    }

    private static void checkKid(String kid) {
        if (!isKid(kid)) {
            throw Refusal.invalid("A kid must be 1 to " + KID_LENGTH_MAX + " characters of A-Z, a-z, 0-9, _ and -.");
        }
    }
}
