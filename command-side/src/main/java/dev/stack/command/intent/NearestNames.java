// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import java.util.Comparator;
import java.util.List;

/** The names most like a mistyped one, by edit distance. */
final class NearestNames {

    private static final int COUNT = 3;

    private NearestNames() {}

    static List<String> of(String name, List<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt((String known) -> distance(name, known))
                        .thenComparing(known -> known))
                .limit(COUNT)
                .toList();
    }

    /** Insertions, deletions and replacements between the two (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
