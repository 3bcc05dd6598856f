// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import java.nio.charset.StandardCharsets;

/**
 * One event of the stream.
 *
 * @param name {@code delta}, {@code heartbeat} or {@code reset}
 * @param previous the number it follows
 * @param seq the number reached with it, which is its id
 * @param data the signed text
 */
record ServerEvent(String name, long previous, long seq, String data) {

    /** As it goes over the wire (WHATWG HTML, section 9.2). */
    byte[] bytes() {
        return ("id: " + seq + "\nevent: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }
}
