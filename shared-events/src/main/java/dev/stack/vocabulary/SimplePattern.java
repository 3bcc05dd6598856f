// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The small part of RE2's language whose containment can be proved: anchored at both ends, made of plain characters,
 * {@code [0-9]+}, {@code [^/]+}, {@code .+} and groups of alternatives {@code (?:…|…)}. It is what named intents expand
 * to, and what people write for paths. Everything else is "not simple", and proves nothing.
 */
final class SimplePattern {

    private static final int SEQUENCES_MAX = 32;
    private static final String METACHARACTERS = "\\.+*?()|[]{}^$";

    private final List<List<Token>> sequences;

    private SimplePattern(List<List<Token>> sequences) {
        this.sequences = sequences;
    }

    /** One place in a text: a character, or one or more characters of a class. */
    private sealed interface Token {}

    private record One(int codePoint) implements Token {}

    private enum Many implements Token {
        DIGITS("[0-9]+"),
        SEGMENT("[^/]+"),
        REST(".+");

        private final String text;

        Many(String text) {
            this.text = text;
        }

        /** Whether every text of {@code token} consists of characters of this class. */
        private boolean holds(Token token) {
            return switch (token) {
                case One(int c) -> holds(c);
                case Many many -> many == this || (many == DIGITS);
            };
        }

        private boolean holds(int c) {
            return switch (this) {
                case DIGITS -> c >= '0' && c <= '9';
                case SEGMENT -> c != '/';
                case REST -> c != '\n';
            };
        }
    }

    /** Reads a pattern; empty when it is not simple. */
    static Optional<SimplePattern> of(String pattern) {
        if (pattern.length() < 2 || !pattern.startsWith("^") || !pattern.endsWith("$")) {
            return Optional.empty();
        }
        var reader = new Reader(pattern.substring(1, pattern.length() - 1));
        List<List<Token>> sequences = reader.sequence();
        return reader.isClear() && reader.atEnd() ? Optional.of(new SimplePattern(sequences)) : Optional.empty();
    }

    /** Whether every text this pattern matches is matched by {@code wider}. Sound, not complete. */
    boolean isContainedIn(SimplePattern wider) {
        return sequences.stream().allMatch(own -> wider.sequences.stream().anyMatch(other -> covers(other, own)));
    }

    /** Whether the pattern matches the whole of {@code text}. */
    boolean matches(String text) {
        List<Token> characters = text.codePoints().<Token>mapToObj(One::new).toList();
        return sequences.stream().anyMatch(sequence -> covers(sequence, characters));
    }

    /** The plain beginnings, one for each alternative. */
    List<String> prefixes() {
        return sequences.stream().map(SimplePattern::prefix).toList();
    }

    private static String prefix(List<Token> sequence) {
        var prefix = new StringBuilder();
        for (Token token : sequence) {
            if (!(token instanceof One(int c))) {
                break;
            }
            prefix.appendCodePoint(c);
        }
        return prefix.toString();
    }

    /**
     * Whether the tokens of {@code narrow} can be dealt out, in order, to those of {@code wide}: a character to the same
     * character, to a class one or more that consist of it. {@code reached[j]} says that the tokens so far fill the first
     * {@code j} of {@code wide}, the last of which may take more when it is a class.
     */
    private static boolean covers(List<Token> wide, List<Token> narrow) {
        boolean[] reached = new boolean[wide.size() + 1];
        reached[0] = true;
        for (Token token : narrow) {
            boolean[] next = new boolean[wide.size() + 1];
            for (int j = 1; j <= wide.size(); j++) {
                next[j] = switch (wide.get(j - 1)) {
                    case One one -> reached[j - 1] && one.equals(token);
                    case Many many -> (reached[j - 1] || reached[j]) && many.holds(token);
                };
            }
            reached = next;
        }
        return reached[wide.size()];
    }

    /** Expands alternatives while reading; gives up on anything unknown and on too many alternatives. */
    private static final class Reader {

        private final String text;
        private int at;
        private boolean clear = true;

        Reader(String text) {
            this.text = text;
        }

        boolean isClear() {
            return clear;
        }

        boolean atEnd() {
            return at == text.length();
        }

        List<List<Token>> sequence() {
            List<List<Token>> sequences = List.of(List.of());
            while (clear && !atEnd() && text.charAt(at) != '|' && text.charAt(at) != ')') {
                sequences = product(sequences, atom());
            }
            return sequences;
        }

        private List<List<Token>> atom() {
            for (Many many : Many.values()) {
                if (take(many.text)) {
                    return List.of(List.of(many));
                }
            }
            return take("(?:") ? group() : List.of(List.of(character()));
        }

        private List<List<Token>> group() {
            List<List<Token>> either = new ArrayList<>(sequence());
            while (take("|")) {
                either.addAll(sequence());
            }
            clear &= take(")") && either.size() <= SEQUENCES_MAX;
            return either;
        }

        /** A plain character, or a metacharacter behind a backslash. */
        private Token character() {
            boolean escaped = take("\\");
            if (atEnd()) {
                clear = false;
                return Many.REST;
            }
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            boolean meta = METACHARACTERS.indexOf(c) >= 0;
            boolean repeated = !atEnd() && "*+?{".indexOf(text.charAt(at)) >= 0;
            boolean letter = Character.isLetterOrDigit(c);
            clear &= (escaped ? !letter : !meta) && !repeated;
            return new One(c);
        }

        private List<List<Token>> product(List<List<Token>> first, List<List<Token>> second) {
            boolean repeated = !atEnd() && "*+?{".indexOf(text.charAt(at)) >= 0;
            clear &= !repeated && first.size() * second.size() <= SEQUENCES_MAX;
            if (!clear) {
                return first;
            }
            List<List<Token>> all = new ArrayList<>();
            for (List<Token> one : first) {
                for (List<Token> other : second) {
                    List<Token> joined = new ArrayList<>(one);
                    joined.addAll(other);
                    all.add(joined);
                }
            }
            return all;
        }

        private boolean take(String expected) {
            boolean there = text.startsWith(expected, at);
            at += there ? expected.length() : 0;
            return there;
        }
    }
}
