// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Collects a body of unknown size in pieces, so that what is collected is never held twice. */
final class WholeBody {

    /** Most answers are smaller, and every call pays for it. */
    private static final int PIECE_BYTES = 8 << 10;

    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private int length;

    /** Reads all of it. */
    static byte[] of(Exchange exchange, AnswerBody body) {
        WholeBody whole = new WholeBody();
        byte[] piece = new byte[PIECE_BYTES];
        for (int got = exchange.read(body, piece); got >= 0; got = exchange.read(body, piece)) {
            whole.pieces.addLast(Arrays.copyOf(piece, got));
            whole.length += got;
        }
        return whole.take();
    }

    private byte[] take() {
        if (pieces.size() == 1) {
            return pieces.removeFirst();
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] piece = pieces.pollFirst(); piece != null; piece = pieces.pollFirst()) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }
}
