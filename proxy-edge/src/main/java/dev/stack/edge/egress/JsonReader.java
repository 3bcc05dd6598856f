// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.HexFormat;

/** Undoes the escapes of JSON texts, wherever they stand; what is no escape stands for itself. */
final class JsonReader implements ByteReader {

    private static final String SHORT = "\"\\/bfnrt";
    private static final byte[] MEANT = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};
    private static final int UNICODE_LENGTH = 6;

    private final ByteReader next;
    private final byte[] pending = new byte[UNICODE_LENGTH];
    private final long[] places = new long[2 * UNICODE_LENGTH];
    private int length;

    /** The first half of a pair, with its place; 0 = none. */
    private int highSurrogate;

    private long highPlace;

    JsonReader(ByteReader next) {
        this.next = next;
    }

    @Override
    public void take(byte b, long start, long end) {
        if (length > 0 && !continues(b)) {
            flush();
        }
        if (length == 0 && b != '\\') {
            dropHalf();
            next.take(b, start, end);
            return;
        }
        pending[length] = b;
        places[2 * length] = start;
        places[2 * length + 1] = end;
        length++;
        if (length == 2 && b != 'u') {
            length = 0;
            dropHalf();
            next.take(MEANT[SHORT.indexOf(b)], places[0], end);
        } else if (length == UNICODE_LENGTH) {
            length = 0;
            int unit = 0;
            for (int i = 2; i < UNICODE_LENGTH; i++) {
                unit = unit << 4 | HexFormat.fromHexDigit(pending[i]);
            }
            unit(unit, places[0], end);
        }
    }

    @Override
    public long openFrom(long at) {
        long open = length == 0 ? at : places[0];
        return next.openFrom(highSurrogate == 0 ? open : highPlace);
    }

    @Override
    public void end() {
        flush();
        next.end();
    }

    @Override
    public boolean isIdle() {
        return length == 0 && highSurrogate == 0 && next.isIdle();
    }

    @Override
    public void follow(PatternReader plain) {
        next.follow(plain);
    }

    private void flush() {
        dropHalf();
        for (int i = 0; i < length; i++) {
            next.take(pending[i], places[2 * i], places[2 * i + 1]);
        }
        length = 0;
    }

    private boolean continues(byte b) {
        return length == 1 ? b == 'u' || (b > 0 && SHORT.indexOf(b) >= 0) : HexFormat.isHexDigit(b & 0xFF);
    }

    /** One UTF-16 unit, as the bytes of UTF-8 it stands for; half a pair waits for the other. */
    private void unit(int unit, long start, long end) {
        if (Character.isLowSurrogate((char) unit) && highSurrogate != 0) {
            int point = Character.toCodePoint((char) highSurrogate, (char) unit);
            highSurrogate = 0;
            take(point, highPlace, end);
            return;
        }
        dropHalf();
        if (Character.isHighSurrogate((char) unit)) {
            highSurrogate = unit;
            highPlace = start;
        } else {
            take(unit, start, end);
        }
    }

    private void take(int point, long start, long end) {
        if (point < 0x80) {
            next.take((byte) point, start, end);
            return;
        }
        int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        next.take((byte) ((0xFF00 >> (more + 1)) | (point >> (6 * more))), start, end);
        for (int i = more - 1; i >= 0; i--) {
            next.take((byte) (0x80 | ((point >> (6 * i)) & 0x3F)), start, end);
        }
    }

    /** Half a pair is no character: no secret holds it. */
    private void dropHalf() {
        if (highSurrogate != 0) {
            highSurrogate = 0;
            next.take((byte) 0xFF, highPlace, highPlace + UNICODE_LENGTH);
        }
    }
}
