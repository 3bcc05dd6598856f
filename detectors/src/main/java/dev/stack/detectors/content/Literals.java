// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds many literals in one pass (Aho and Corasick, as a table of all steps). Case of ASCII letters does not count, and
 * any run of characters that are not letters, digits, {@code _} or {@code -} counts as one blank.
 */
final class Literals {

    private static final int ROW_BITS = 6;
    private static final int ROW = 1 << ROW_BITS;
    private static final int BLANK = 0;
    private static final byte[] KIND = kinds();

    private final int[] next;
    private final int[][] ends;

    /** What to do where a literal ends. */
    @FunctionalInterface
    interface Hits {

        /** Whether to go on. */
        boolean hit(int literal, int to);
    }

    Literals(List<String> literals) {
        List<int[]> rows = new ArrayList<>();
        List<List<Integer>> ending = new ArrayList<>();
        open(rows, ending);
        for (int i = 0; i < literals.size(); i++) {
            ending.get(path(literals.get(i), rows, ending)).add(i);
        }
        link(rows, ending);
        next = new int[rows.size() << ROW_BITS];
        ends = new int[rows.size()][];
        for (int state = 0; state < rows.size(); state++) {
            int[] row = rows.get(state);
            for (int kind = 0; kind < ROW; kind++) {
                next[(state << ROW_BITS) + kind] = row[kind] << ROW_BITS;
            }
            ends[state] = ending.get(state).stream().mapToInt(i -> i).toArray();
        }
    }

    /** Tells every literal within the first {@code length} characters, by where it ends. */
    void scan(CharSequence text, int length, Hits hits) {
        int state = next[BLANK];
        boolean blank = true;
        for (int i = 0; i < length; i++) {
            int kind = kind(text.charAt(i));
            if (kind != BLANK || !blank) {
                blank = kind == BLANK;
                state = next[state + kind];
                int[] here = ends[state >> ROW_BITS];
                if (here.length > 0 && !tell(here, i + 1, hits)) {
                    return;
                }
            }
        }
    }

    private static boolean tell(int[] literals, int to, Hits hits) {
        for (int literal : literals) {
            if (!hits.hit(literal, to)) {
                return false;
            }
        }
        return true;
    }

    private static int path(String literal, List<int[]> rows, List<List<Integer>> ending) {
        int state = 0;
        for (int i = 0; i < literal.length(); i++) {
            int kind = kind(literal.charAt(i));
            int to = rows.get(state)[kind];
            if (to == 0) {
                to = open(rows, ending);
                rows.get(state)[kind] = to;
            }
            state = to;
        }
        return state;
    }

    private static int open(List<int[]> rows, List<List<Integer>> ending) {
        rows.add(new int[ROW]);
        ending.add(new ArrayList<>());
        return rows.size() - 1;
    }

    /** Breadth first: a step that is missing is the one of the longest end that is a beginning too. */
    private static void link(List<int[]> rows, List<List<Integer>> ending) {
        int[] fallback = new int[rows.size()];
        var open = new ArrayDeque<Integer>();
        Arrays.stream(rows.getFirst()).filter(to -> to != 0).forEach(open::add);
        while (!open.isEmpty()) {
            int state = open.remove();
            int[] row = rows.get(state);
            int[] behind = rows.get(fallback[state]);
            ending.get(state).addAll(ending.get(fallback[state]));
            for (int kind = 0; kind < ROW; kind++) {
                if (row[kind] == 0) {
                    row[kind] = behind[kind];
                } else {
                    fallback[row[kind]] = behind[kind];
                    open.add(row[kind]);
                }
            }
        }
    }

    private static int kind(char c) {
        return c < KIND.length ? KIND[c] : BLANK;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        byte kind = BLANK;
        for (char c : "abcdefghijklmnopqrstuvwxyz0123456789_-".toCharArray()) {
            kinds[c] = ++kind;
            kinds[Character.toUpperCase(c)] = kind;
        }
        return kinds;
    }
}
