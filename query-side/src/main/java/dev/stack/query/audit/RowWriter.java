// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.json.JsonValue.JsonObject;
import java.io.IOException;

/** Writes an export in one of its forms, row by row. */
sealed interface RowWriter permits JsonRows, NdjsonRows, CsvRows {

    /** Before the first row; {@code about} is all there is to say besides the rows. */
    void start(JsonObject about) throws IOException;

    void row(JsonObject row) throws IOException;

    /** After the last row. */
    void end() throws IOException;
}
