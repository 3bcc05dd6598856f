// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Words that follow each other, one of several at each place; punctuation and line breaks between them do not count. */
record Phrase(List<List<String>> places) implements Clue.Check {

    private static final int BETWEEN_MAX = 16;

    /** Places with their choices, such as {@code "|my|your"}: nothing, or one of the two. */
    static Phrase of(String... places) {
        return new Phrase(Arrays.stream(places).map(Phrase::choices).toList());
    }

    static List<String> choices(String place) {
        return List.of(place.split("\\|", -1));
    }

    @Override
    public boolean holds(CharSequence text, int from, int to) {
        Set<Integer> reached = Set.of(to);
        for (List<String> choices : places) {
            Set<Integer> further = new TreeSet<>();
            for (int at : reached) {
                for (String choice : choices) {
                    int end = choice.isEmpty() ? at : after(text, at, choice);
                    if (end >= 0) {
                        further.add(end);
                    }
                }
            }
            if (further.isEmpty()) {
                return false;
            }
            reached = further;
        }
        return true;
    }

    /** Where these words end when they come next, or -1. */
    private static int after(CharSequence text, int from, String words) {
        int at = gap(text, from);
        for (int i = 0; i < words.length() && at >= 0; i++) {
            char expected = words.charAt(i);
            if (expected == ' ') {
                at = gap(text, at);
            } else {
                at = at < text.length() && lower(text.charAt(at)) == expected ? at + 1 : -1;
            }
        }
        return at >= 0 && !isWord(text, at) ? at : -1;
    }

    /** Behind at least one character that belongs to no word, or -1. */
    private static int gap(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && at - from <= BETWEEN_MAX && !isWord(text, at)) {
            at++;
        }
        return at > from && at - from <= BETWEEN_MAX ? at : -1;
    }

    private static boolean isWord(CharSequence text, int at) {
        return at < text.length() && Signs.BASE64_URL.has(text.charAt(at));
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
