// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the credential out of what the service answered, in every spelling of {@link SecretPatterns}, with or without
 * escapes of percent and JSON kind, each byte or only some of them, one inside the other. In time linear in the text, and
 * in pieces: only bytes that may be the beginning of a secret are held back. Overwritten when closed. For one thread.
 */
final class SecretScan implements AutoCloseable {

    private static final byte[] REDACTED = "[redacted]".getBytes(StandardCharsets.US_ASCII);

    /** With more places than this the rest of a text is not worth keeping. */
    private static final int PLACES_MAX = 10_000;

    private final SecretAutomaton automaton;
    /** Bytes a spelling or an escape can begin with. */
    private final boolean[] isOfInterest = new boolean[256];

    private boolean found;

    /** Takes the secrets themselves: they are overwritten. */
    SecretScan(List<byte[]> secrets) {
        List<byte[]> patterns = SecretPatterns.of(secrets);
        automaton = new SecretAutomaton(patterns);
        isOfInterest['%'] = true;
        isOfInterest['\\'] = true;
        patterns.forEach(pattern -> {
            isOfInterest[pattern[0] & 0xFF] = true;
            Arrays.fill(pattern, (byte) 0);
        });
        secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
    }

    /** Whether something was taken out of anything so far. */
    boolean found() {
        return found;
    }

    /** The same array where it holds no secret, else a new one; the old one is overwritten. */
    byte[] redact(byte[] text) {
        Pass detection = new Pass();
        detection.read(text, 0, text.length);
        detection.end();
        if (!detection.ranges.any()) {
            return text;
        }
        found = true;
        try (WipedBuffer out = new WipedBuffer(text.length);
                Piecewise pieces = pieces()) {
            pieces.take(text, 0, text.length, out);
            pieces.end(out);
            return out.copy();
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** The same for a header's value. */
    String redact(String value) {
        return new String(redact(value.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    /** For one text that comes in pieces. */
    Piecewise pieces() {
        return new Piecewise();
    }

    @Override
    public void close() {
        automaton.close();
        Arrays.fill(isOfInterest, false);
    }

    /**
     * One text, read as it is and, around escapes, with its escapes undone. Between escapes all readers see the same, so
     * that only the plain one reads; and where nothing has begun, what can begin nothing is skipped.
     */
    private final class Pass {

        private final FoundRanges ranges = new FoundRanges();
        private final PatternReader plain = new PatternReader(automaton, ranges);
        private final List<ByteReader> unescaped = new ArrayList<>(3);
        private boolean awake;
        private long count;

        void read(byte[] text, int offset, int length) {
            int end = offset + length;
            for (int i = offset; i < end; i++) {
                if (!awake && plain.isIdle()) {
                    int from = i;
                    while (i < end && !isOfInterest[text[i] & 0xFF]) {
                        i++;
                    }
                    count += i - from;
                    if (i == end) {
                        return;
                    }
                }
                take(text[i]);
            }
        }

        private void take(byte b) {
            if (!awake && (b == '%' || b == '\\')) {
                wake();
            }
            plain.take(b, count, count + 1);
            if (awake) {
                boolean idle = plain.isIdle();
                for (ByteReader reader : unescaped) {
                    reader.take(b, count, count + 1);
                    idle &= reader.isIdle();
                }
                awake = !idle;
            }
            count++;
        }

        private void wake() {
            if (unescaped.isEmpty()) {
                unescaped.add(new PercentReader(new PatternReader(automaton, ranges)));
                unescaped.add(new JsonReader(new PatternReader(automaton, ranges)));
                unescaped.add(new JsonReader(new PercentReader(new PatternReader(automaton, ranges))));
            }
            unescaped.forEach(reader -> reader.follow(plain));
            awake = true;
        }

        /** Everything before this place is decided. */
        long decidedTo() {
            long decided = plain.openFrom(count);
            if (awake) {
                for (ByteReader reader : unescaped) {
                    decided = Math.min(decided, reader.openFrom(count));
                }
            }
            return decided;
        }

        void end() {
            if (awake) {
                unescaped.forEach(ByteReader::end);
            }
        }
    }

    /** One text that comes in pieces and leaves in pieces. */
    final class Piecewise implements AutoCloseable {

        private final Pass pass = new Pass();
        private final WipedBuffer held = new WipedBuffer(256);
        private long heldFrom;
        private int places;

        /** Where the last thing taken out ended: what follows on it needs no mark of its own. */
        private long markedTo = -1;

        /** Takes a piece and writes what is decided. */
        void take(byte[] piece, int offset, int length, WipedBuffer out) {
            pass.read(piece, offset, length);
            held.write(piece, offset, length);
            write(pass.decidedTo(), out);
        }

        /** Writes the rest. */
        void end(WipedBuffer out) {
            pass.end();
            write(pass.count, out);
        }

        @Override
        public void close() {
            held.close();
        }

        private void write(long decidedTo, WipedBuffer out) {
            found |= pass.ranges.any();
            long at = heldFrom;
            for (FoundRanges.Range range = pass.ranges.first();
                    range != null && range.start() < decidedTo;
                    range = pass.ranges.first()) {
                copy(at, range.start(), out);
                if (range.end() > decidedTo) {
                    at = range.start();
                    drop(at);
                    return;
                }
                if (range.start() > markedTo && places++ < PLACES_MAX) {
                    out.write(REDACTED);
                }
                at = range.end();
                markedTo = at;
                pass.ranges.removeFirst();
            }
            copy(at, decidedTo, out);
            drop(Math.max(at, decidedTo));
        }

        private void copy(long from, long to, WipedBuffer out) {
            if (to > from && places < PLACES_MAX) {
                out.write(held.array(), (int) (from - heldFrom), (int) (to - from));
            }
        }

        private void drop(long to) {
            held.dropFirst((int) (to - heldFrom));
            heldFrom = to;
        }
    }
}
