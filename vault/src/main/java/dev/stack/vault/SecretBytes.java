// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A secret in clear, for as short a time as possible: it shows itself in no text, compares in constant time, and is
 * overwritten on {@link #close()}. Thread-safe.
 */
public final class SecretBytes implements AutoCloseable {

    private final byte[] bytes;
    private boolean closed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array itself: the caller must not use it again. */
    public static SecretBytes owning(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    /** Takes a copy; the caller overwrites its own. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /** The UTF-8 bytes of a text that came in as one. */
    public static SecretBytes ofText(String text) {
        return new SecretBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes. */
    public int length() {
        return bytes.length;
    }

    /** Lends a copy that is overwritten when {@code reader} returns; it must not be kept. */
    public <T> T read(Function<byte[], T> reader) {
        byte[] lent = copy();
        try {
            return reader.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    /** A second secret with the same content, closed on its own. */
    public SecretBytes duplicate() {
        return new SecretBytes(copy());
    }

    private synchronized byte[] copy() {
        if (closed) {
            throw new IllegalStateException("the secret is closed");
        }
        return bytes.clone();
    }

    /** Overwrites the content. */
    @Override
    public synchronized void close() {
        Arrays.fill(bytes, (byte) 0);
        closed = true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes secret && (secret == this || secret.read(theirs -> sameAs(theirs)));
    }

    private boolean sameAs(byte[] theirs) {
        return read(ours -> MessageDigest.isEqual(ours, theirs));
    }

    /** The same for all of one length: a hash of the content would give it away. */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "SecretBytes[hidden]";
    }
}
