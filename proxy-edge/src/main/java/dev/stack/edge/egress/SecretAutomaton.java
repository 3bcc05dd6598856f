// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.Arrays;
import java.util.List;

/**
 * Finds several byte patterns in one pass (Aho and Corasick, 1975): a trie whose states also know where to go on when the
 * next byte does not fit. Its time is linear in the text, whatever text and patterns are. Overwritten when closed.
 */
final class SecretAutomaton implements AutoCloseable {

    private static final int NONE = 0;

    private final byte[] label;
    private final int[] firstChild;
    private final int[] sibling;
    private final int[] fallback;
    private final int[] depth;
    private final int[] matched;
    private final int[] fromRoot = new int[256];
    private final int longest;
    private int states = 1;

    SecretAutomaton(List<byte[]> patterns) {
        int size = 1 + patterns.stream().mapToInt(pattern -> pattern.length).sum();
        label = new byte[size];
        firstChild = new int[size];
        sibling = new int[size];
        fallback = new int[size];
        depth = new int[size];
        matched = new int[size];
        patterns.forEach(this::add);
        longest = patterns.stream().mapToInt(pattern -> pattern.length).max().orElse(0);
        linkFallbacks();
    }

    /** The state after {@code b}; the first state is 0. */
    int next(int state, byte b) {
        int from = state;
        while (from != NONE) {
            int child = child(from, b);
            if (child != NONE) {
                return child;
            }
            from = fallback[from];
        }
        return fromRoot[b & 0xFF];
    }

    /** How many of the last bytes may be the start of a pattern. */
    int depth(int state) {
        return depth[state];
    }

    /** How long the longest pattern is that ends here; 0 = none does. */
    int matched(int state) {
        return matched[state];
    }

    /** The length of the longest pattern. */
    int longest() {
        return longest;
    }

    @Override
    public void close() {
        Arrays.fill(label, (byte) 0);
        Arrays.fill(fromRoot, NONE);
        Arrays.fill(firstChild, NONE);
    }

    private void add(byte[] pattern) {
        int state = 0;
        for (byte b : pattern) {
            int child = state == 0 ? fromRoot[b & 0xFF] : child(state, b);
            if (child == NONE) {
                child = states++;
                label[child] = b;
                depth[child] = depth[state] + 1;
                if (state == 0) {
                    fromRoot[b & 0xFF] = child;
                } else {
                    sibling[child] = firstChild[state];
                    firstChild[state] = child;
                }
            }
            state = child;
        }
        matched[state] = pattern.length;
    }

    /** Breadth first, so that the shorter state a state falls back to is complete. */
    private void linkFallbacks() {
        int[] queue = new int[states];
        int tail = 0;
        for (int child : fromRoot) {
            if (child != NONE) {
                queue[tail++] = child;
            }
        }
        for (int head = 0; head < tail; head++) {
            int state = queue[head];
            matched[state] = Math.max(matched[state], matched[fallback[state]]);
            for (int child = firstChild[state]; child != NONE; child = sibling[child]) {
                fallback[child] = next(fallback[state], label[child]);
                queue[tail++] = child;
            }
        }
    }

    private int child(int state, byte b) {
        int child = firstChild[state];
        while (child != NONE && label[child] != b) {
            child = sibling[child];
        }
        return child;
    }
}
