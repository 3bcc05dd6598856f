// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

/** Runs the automaton and marks what it finds. */
final class PatternReader implements ByteReader {

    private final SecretAutomaton automaton;
    private final FoundRanges found;
    /** Where each of the last bytes started, by its number modulo the length. */
    private final long[] starts;

    private long count;
    private int state;

    PatternReader(SecretAutomaton automaton, FoundRanges found) {
        this.automaton = automaton;
        this.found = found;
        this.starts = new long[Integer.highestOneBit(Math.max(automaton.longest(), 1)) * 2];
    }

    @Override
    public void take(byte b, long start, long end) {
        starts[index(count++)] = start;
        state = automaton.next(state, b);
        int matched = automaton.matched(state);
        if (matched > 0) {
            found.add(starts[index(count - matched)], end);
        }
    }

    @Override
    public long openFrom(long at) {
        int depth = automaton.depth(state);
        return depth == 0 ? at : starts[index(count - depth)];
    }

    @Override
    public void end() {}

    @Override
    public boolean isIdle() {
        return automaton.depth(state) == 0;
    }

    @Override
    public void follow(PatternReader plain) {
        state = plain.state;
        count = plain.count;
        for (long i = count - automaton.depth(state); i < count; i++) {
            starts[index(i)] = plain.starts[plain.index(i)];
        }
    }

    private int index(long number) {
        return (int) (number & (starts.length - 1));
    }
}
