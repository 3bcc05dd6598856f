// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.json.JsonValue.JsonObject;
import java.io.IOException;

/** One JSON object; the rows come last, so that an answer that broke off is no JSON. */
final class JsonRows implements RowWriter {

    private final Appendable out;
    private String separator = "";

    JsonRows(Appendable out) {
        this.out = out;
    }

    @Override
    public void start(JsonObject about) throws IOException {
        String members = OneLine.of(about);
        out.append(members, 0, members.length() - 1).append(",\"rows\":[");
    }

    @Override
    public void row(JsonObject row) throws IOException {
        out.append(separator).append(OneLine.of(row));
        separator = ",\n";
    }

    @Override
    public void end() throws IOException {
        out.append("]}\n");
    }
}
