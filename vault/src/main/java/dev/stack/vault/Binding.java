// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a box belongs, as additional authenticated data: a list of texts, each with its length before it, so that no two
 * lists give the same bytes. A box moved to another place does not open.
 */
final class Binding {

    private Binding() {}

    static byte[] of(String... parts) {
        var out = new ByteArrayOutputStream();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
