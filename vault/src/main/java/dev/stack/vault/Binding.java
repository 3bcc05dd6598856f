// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a box belongs, as additional authenticated data: a list of texts, each with its length before it, so that no two
 * lists give the same bytes. A box moved to another place does not open.
 */
final class Binding {

    private Binding() {}

    static byte[] of(String... parts) {
        byte[][] encoded = new byte[parts.length][];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            encoded[i] = parts[i].getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + encoded[i].length;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        for (byte[] bytes : encoded) {
            out.putInt(bytes.length).put(bytes);
        }
        return out.array();
    }
}
