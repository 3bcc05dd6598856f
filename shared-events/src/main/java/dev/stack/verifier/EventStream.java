// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import dev.stack.status.StatusDelta;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the data of server-sent events, one at a time (WHATWG HTML, section 9.2), each of one line of bounded length. */
final class EventStream {

    private static final String DATA = "data:";
    private static final int LINE_MAX = StatusDelta.LENGTH_MAX + 16;

    private final InputStream in;

    EventStream(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The data of the next event; empty at the end of the stream. Events without data are passed over. */
    Optional<String> next() throws IOException {
        String data = "";
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (line.get().startsWith(DATA)) {
                data = line.get().substring(DATA.length()).strip();
            } else if (line.get().isEmpty() && !data.isEmpty()) {
                return Optional.of(data);
            }
        }
    }

    private Optional<String> line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
            }
            if (line.size() == LINE_MAX) {
                throw new IOException("an event is longer than " + LINE_MAX + " bytes");
            }
            line.write(b);
        }
        return Optional.empty();
    }
}
