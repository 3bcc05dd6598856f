// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Grows as it is written, and leaves nothing behind when it grows or is closed. For one thread. */
final class WipedBuffer extends OutputStream {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private byte[] bytes;
    private int length;

    WipedBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    @Override
    public void write(byte[] source) {
        write(source, 0, source.length);
    }

    /** Returns itself, to write on. */
    WipedBuffer text(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Everything but RFC 3986's unreserved characters escaped. */
    WipedBuffer percentEncoded(byte[] source) {
        for (byte b : source) {
            char c = (char) (b & 0xFF);
            boolean unreserved = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            if (unreserved) {
                write(b);
            } else {
                write('%');
                write(HEX.toHighHexDigit(b));
                write(HEX.toLowHexDigit(b));
            }
        }
        return this;
    }

    WipedBuffer base64(byte[] source) {
        byte[] encoded = Base64.getEncoder().encode(source);
        write(encoded);
        Arrays.fill(encoded, (byte) 0);
        return this;
    }

    int length() {
        return length;
    }

    /** The bytes themselves, of which the first {@link #length()} count. */
    byte[] array() {
        return bytes;
    }

    /** A copy, which the caller overwrites. */
    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets the first {@code count} bytes. */
    void dropFirst(int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        Arrays.fill(bytes, length - count, length, (byte) 0);
        length -= count;
    }

    /** Overwrites everything; it can be written again. */
    void wipe() {
        Arrays.fill(bytes, 0, length, (byte) 0);
        length = 0;
    }

    @Override
    public void close() {
        wipe();
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            byte[] old = bytes;
            bytes = Arrays.copyOf(old, Math.max(old.length * 2, length + more));
            Arrays.fill(old, (byte) 0);
        }
    }
}
