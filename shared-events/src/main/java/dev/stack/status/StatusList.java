// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import dev.stack.vocabulary.Refusal;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Statuses of 1, 2, 4 or 8 bits each, packed from the least significant bit of the first byte on (Token Status List, section
 * 4.1), and their compressed form: DEFLATE (RFC 1951) in the ZLIB format (RFC 1950). Immutable.
 */
public final class StatusList {

    /** Most bytes a list may have when it is unpacked: 2^20 statuses of 8 bits. */
    public static final int BYTES_MAX = 1 << 20;

    private static final int BUFFER = 8 << 10;

    private final int bits;
    private final byte[] packed;

    private StatusList(int bits, byte[] packed) {
        if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
            throw Refusal.invalid("A status has 1, 2, 4 or 8 bits, not " + bits + ".");
        }
        if (packed.length > BYTES_MAX) {
            throw Refusal.invalid("A status list has at most " + BYTES_MAX + " bytes.");
        }
        this.bits = bits;
        this.packed = packed;
    }

    /** A list of {@code size} statuses, rounded up to whole bytes, that are all 0. */
    public static StatusList allValid(int bits, int size) {
        return new StatusList(bits, new byte[Math.ceilDiv(size * bits, Byte.SIZE)]);
    }

    /**
     * Unpacks a compressed list. A text that would grow beyond {@link #BYTES_MAX} is not unpacked further.
     *
     * @throws Refusal {@code INVALID_REQUEST} when it is not exactly one ZLIB stream, or too long
     */
    public static StatusList inflate(int bits, byte[] zlib) {
        var inflater = new Inflater();
        try {
            inflater.setInput(zlib);
            var unpacked = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int read = inflater.inflate(buffer);
                if (read == 0 && !inflater.finished()) {
                    throw Refusal.invalid("The status list is cut short, or needs a dictionary.");
                }
                unpacked.write(buffer, 0, read);
                if (unpacked.size() > BYTES_MAX) {
                    throw Refusal.invalid("The status list unpacks to more than " + BYTES_MAX + " bytes.");
                }
            }
            if (inflater.getRemaining() > 0) {
                throw Refusal.invalid("Something follows the status list.");
            }
            return new StatusList(bits, unpacked.toByteArray());
        } catch (DataFormatException malformed) {
            throw Refusal.invalid("The status list is not in the ZLIB format.");
        } finally {
            inflater.end();
        }
    }

    /** The compressed list. */
    public byte[] deflate() {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(packed);
            deflater.finish();
            var zlib = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                zlib.write(buffer, 0, deflater.deflate(buffer));
            }
            return zlib.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** Bits of one status. */
    public int bits() {
        return bits;
    }

    /** How many statuses there are. */
    public int size() {
        return packed.length * (Byte.SIZE / bits);
    }

    /**
     * The number at a place.
     *
     * @throws IndexOutOfBoundsException when the list does not reach so far: silence is not "valid"
     */
    public int get(long index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("the status list has no place " + index);
        }
        long bit = index * bits;
        return packed[(int) (bit / Byte.SIZE)] >> (int) (bit % Byte.SIZE) & mask();
    }

    /** The list with these statuses set; the list number of a change is not looked at. */
    public StatusList with(Iterable<StatusChange> changes) {
        byte[] changed = packed.clone();
        for (StatusChange change : changes) {
            if (change.index() >= size() || change.status().wire() > mask()) {
                throw new IndexOutOfBoundsException("the status list cannot hold " + change);
            }
            int bit = change.index() * bits;
            int shift = bit % Byte.SIZE;
            int at = bit / Byte.SIZE;
            changed[at] =
                    (byte) (changed[at] & ~(mask() << shift) | change.status().wire() << shift);
        }
        return new StatusList(bits, changed);
    }

    private int mask() {
        return (1 << bits) - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusList list && bits == list.bits && Arrays.equals(packed, list.packed);
    }

    @Override
    public int hashCode() {
        return 31 * bits + Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return size() + " statuses of " + bits + " bits";
    }
}
