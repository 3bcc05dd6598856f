// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A credential in clear: one value, or named fields. It shows itself in no text, and closing it overwrites it. Sealed as
 * a version byte and a list of name and value, each with its length before it; the one value has the empty name.
 */
public final class Credential implements AutoCloseable {

    private static final byte VERSION = 1;
    private static final String VALUE = "";

    private final Map<String, SecretBytes> fields;

    private Credential(Map<String, SecretBytes> fields) {
        this.fields = fields;
    }

    /** Of one value, which this credential owns from now on. */
    public static Credential ofValue(SecretBytes value) {
        return new Credential(Map.of(VALUE, value));
    }

    /** Of named fields, which this credential owns from now on. */
    public static Credential ofFields(Map<String, SecretBytes> fields) {
        if (fields.isEmpty() || fields.containsKey(VALUE)) {
            throw new IllegalArgumentException("a credential has at least one field, and each a name");
        }
        return new Credential(Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
    }

    /** The one value, if that is what it is. Closed with this credential. */
    public Optional<SecretBytes> value() {
        return Optional.ofNullable(fields.get(VALUE));
    }

    /** The named fields in their order; empty for one value. Closed with this credential. */
    public Map<String, SecretBytes> fields() {
        return value().isPresent() ? Map.of() : fields;
    }

    /** The bytes that are sealed. The caller closes them. */
    public SecretBytes encode() {
        var out = new WipedStream();
        out.write(VERSION);
        fields.forEach((name, secret) -> {
            out.writeBlock(name.getBytes(StandardCharsets.UTF_8));
            secret.read(bytes -> out.writeBlock(bytes));
        });
        return out.take();
    }

    /** Reads what {@link #encode} gave; anything else is an {@link IntegrityFailure}. */
    public static Credential decode(SecretBytes sealed) {
        return sealed.read(Credential::decode);
    }

    private static Credential decode(byte[] bytes) {
        Map<String, SecretBytes> fields = new LinkedHashMap<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (!in.hasRemaining() || in.get() != VERSION) {
            throw new IntegrityFailure("the credential is of an unknown version");
        }
        while (in.hasRemaining()) {
            String name = new String(block(in), StandardCharsets.UTF_8);
            fields.put(name, SecretBytes.owning(block(in)));
        }
        return new Credential(Collections.unmodifiableMap(fields));
    }

    private static byte[] block(ByteBuffer in) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IntegrityFailure("the credential ends too early");
        }
        byte[] block = new byte[length];
        in.get(block);
        return block;
    }

    @Override
    public void close() {
        fields.values().forEach(SecretBytes::close);
    }

    @Override
    public String toString() {
        return "Credential[hidden]";
    }

    /** Leaves no copy behind when it grows or ends. */
    private static final class WipedStream extends ByteArrayOutputStream {

        WipedStream() {
            super(4_096);
        }

        /** Returns nothing; a function for {@link SecretBytes#read}. */
        synchronized Void writeBlock(byte[] block) {
            reserve(Integer.BYTES + block.length);
            writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(block.length).array());
            writeBytes(block);
            return null;
        }

        private void reserve(int more) {
            if (buf.length - count < more) {
                byte[] old = buf;
                buf = Arrays.copyOf(old, Math.max(old.length * 2, count + more));
                Arrays.fill(old, (byte) 0);
            }
        }

        synchronized SecretBytes take() {
            byte[] all = toByteArray();
            Arrays.fill(buf, (byte) 0);
            count = 0;
            return SecretBytes.owning(all);
        }
    }
}
