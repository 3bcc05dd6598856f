// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.PatternMatch;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;

/**
 * The patterns of {@code matches} constraints: RE2 syntax, searched in linear time. {@code ^} and {@code $} are the start
 * and the end of the text, never of a line; flags inside a pattern could change that and are refused.
 */
public final class Patterns implements PatternMatch {

    /** The search itself, for proofs of narrowing. */
    public static final Patterns RE2 = new Patterns();

    private Patterns() {}

    @Override
    public boolean find(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException unreadable) {
            return false;
        }
    }

    /**
     * Refuses a pattern that does not compile, is longer than 256 characters or sets flags; answers a warning when it is
     * not anchored at both ends, since it then also holds for longer texts.
     */
    static Optional<String> check(String at, String pattern) {
        if (pattern.length() > Constraint.PATTERN_MAX) {
            throw Refusal.invalid(at + " is " + pattern.length() + " characters long; a pattern has at most "
                    + Constraint.PATTERN_MAX + ".");
        }
        if (setsFlags(pattern)) {
            throw Refusal.invalid(
                    at + " sets flags inside the pattern; write groups as (?:…) and both cases of a letter as [Aa].");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException unreadable) {
            throw Refusal.invalid(at + " is not an RE2 pattern: " + unreadable.getDescription() + ".");
        }
        return isAnchored(pattern)
                ? Optional.empty()
                : Optional.of(at + " is not anchored: it also holds for longer texts that contain a match."
                        + " Write ^(?:…)$ to compare the whole text.");
    }

    /** The pattern that matches exactly {@code text}. */
    static String quote(String text) {
        return Pattern.quote(text);
    }

    private static boolean setsFlags(String pattern) {
        for (int at = pattern.indexOf("(?"); at >= 0; at = pattern.indexOf("(?", at + 2)) {
            String rest = pattern.substring(at + 2);
            if (!rest.startsWith(":") && !rest.startsWith("P<") && !rest.startsWith("<")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnchored(String pattern) {
        boolean begins = pattern.startsWith("^") || pattern.startsWith("\\A");
        boolean ends = (pattern.endsWith("$") && !isEscaped(pattern, pattern.length() - 1))
                || (pattern.endsWith("\\z") && !isEscaped(pattern, pattern.length() - 2));
        return begins && ends && !hasOuterAlternatives(pattern);
    }

    private static boolean isEscaped(String pattern, int index) {
        int backslashes = 0;
        while (index - backslashes > 0 && pattern.charAt(index - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** Whether a {@code |} outside all groups lets one branch do without an anchor. */
    private static boolean hasOuterAlternatives(String pattern) {
        int depth = 0;
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                case '(' -> depth += inClass ? 0 : 1;
                case ')' -> depth -= inClass ? 0 : 1;
                case '|' -> {
                    if (depth == 0 && !inClass) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }
}
