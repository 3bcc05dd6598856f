// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.query.ledger.AuditRow;
import java.io.IOException;

/**
 * CSV (RFC 4180) for spreadsheets: one record on each line, because line breaks and other control characters inside a
 * cell are written as JSON writes them; a cell that a spreadsheet would run as a formula begins with an apostrophe. For
 * the exact texts there is NDJSON.
 */
final class CsvRows implements RowWriter {

    private static final String END_OF_LINE = "\r\n";

    /** The apostrophe too: so the one that was put before is always the one to take away. */
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n'";

    private final Appendable out;

    CsvRows(Appendable out) {
        this.out = out;
    }

    @Override
    public void start(JsonObject about) throws IOException {
        out.append(String.join(",", AuditRow.MEMBERS)).append(END_OF_LINE);
    }

    @Override
    public void row(JsonObject row) throws IOException {
        String separator = "";
        for (String member : AuditRow.MEMBERS) {
            out.append(separator).append(cell(row.get(member).orElse(JsonValue.NULL)));
            separator = ",";
        }
        out.append(END_OF_LINE);
    }

    @Override
    public void end() {
        // The last record ended its own line.
    }

    private static String cell(JsonValue value) {
        return switch (value) {
            case JsonNull _ -> "";
            case JsonString text -> quoted(harmless(text));
            case JsonObject _, JsonArray _ -> quoted(OneLine.of(value));
            case JsonNumber _, JsonBoolean _ -> value.toString();
        };
    }

    private static String harmless(JsonString text) {
        boolean formula =
                !text.value().isEmpty() && STARTS_A_FORMULA.indexOf(text.value().charAt(0)) >= 0;
        return (formula ? "'" : "") + withoutControls(text);
    }

    /** Only where there are some: what has none stays letter for letter. */
    private static String withoutControls(JsonString text) {
        boolean none = text.value().chars().noneMatch(CsvRows::control);
        if (none) {
            return text.value();
        }
        String json = OneLine.of(text);
        return json.substring(1, json.length() - 1).replace("\\\"", "\"");
    }

    private static boolean control(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == ' ');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
