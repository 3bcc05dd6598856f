// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.HexFormat;

/** Undoes percent escapes; what is no escape stands for itself. */
final class PercentReader implements ByteReader {

    private final ByteReader next;
    private final byte[] pending = new byte[3];
    private final long[] places = new long[6];
    private int length;

    PercentReader(ByteReader next) {
        this.next = next;
    }

    @Override
    public void take(byte b, long start, long end) {
        if (length > 0 && !HexFormat.isHexDigit(b & 0xFF)) {
            flush();
        }
        if (length == 0 && b != '%') {
            next.take(b, start, end);
            return;
        }
        pending[length] = b;
        places[2 * length] = start;
        places[2 * length + 1] = end;
        length++;
        if (length == 3) {
            length = 0;
            int value = HexFormat.fromHexDigit(pending[1]) << 4 | HexFormat.fromHexDigit(pending[2]);
            next.take((byte) value, places[0], end);
        }
    }

    @Override
    public long openFrom(long at) {
        return next.openFrom(length == 0 ? at : places[0]);
    }

    @Override
    public void end() {
        flush();
        next.end();
    }

    @Override
    public boolean isIdle() {
        return length == 0 && next.isIdle();
    }

    @Override
    public void follow(PatternReader plain) {
        next.follow(plain);
    }

    private void flush() {
        for (int i = 0; i < length; i++) {
            next.take(pending[i], places[2 * i], places[2 * i + 1]);
        }
        length = 0;
    }
}
