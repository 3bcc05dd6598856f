// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times on the wire: ISO-8601 in UTC with exactly three digits of milliseconds, {@code 2026-04-23T14:47:12.000Z}. */
public final class WireTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WireTime() {}

    public static String text(Instant time) {
        return FORMAT.format(time);
    }
}
