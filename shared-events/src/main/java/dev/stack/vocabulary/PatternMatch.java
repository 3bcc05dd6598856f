// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/**
 * Searches a text for a pattern. The vocabulary holds no pattern engine of its own: whoever evaluates brings one that
 * runs in linear time.
 */
@FunctionalInterface
public interface PatternMatch {

    /** Proves nothing: for readers that have no engine. A constraint that needs one does not hold. */
    PatternMatch NONE = (_, _) -> false;

    /** Whether {@code pattern} is found anywhere in {@code text}; {@code false} when the pattern cannot be read. */
    boolean find(String pattern, String text);
}
