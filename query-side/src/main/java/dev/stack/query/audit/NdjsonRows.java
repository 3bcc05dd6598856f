// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.json.JsonValue.JsonObject;
import java.io.IOException;

/** One row on each line; what is to say besides stands in the headers. */
final class NdjsonRows implements RowWriter {

    private final Appendable out;

    NdjsonRows(Appendable out) {
        this.out = out;
    }

    @Override
    public void start(JsonObject about) {
        // The headers have said it.
    }

    @Override
    public void row(JsonObject row) throws IOException {
        out.append(OneLine.of(row)).append('\n');
    }

    @Override
    public void end() {
        // The last row ended its own line.
    }
}
