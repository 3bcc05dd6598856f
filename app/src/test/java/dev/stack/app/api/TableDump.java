// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that the database holds, as one text to search. */
final class TableDump {

    private TableDump() {}

    static String everyTable(JdbcClient sql) {
        return tables(sql, "ledger", "command", "query", "vault");
    }

    /** All there is in those schemas. */
    static String tables(JdbcClient sql, String... schemas) {
        StringBuilder dump = new StringBuilder();
        List<String> tables = sql.sql("select schemaname || '.' || tablename from pg_tables where schemaname = any (?)")
                .param(schemas)
                .query((row, _) -> row.getString(1))
                .list();
        for (String table : tables) {
            for (Map<String, Object> row :
                    sql.sql("select * from " + table).query().listOfRows()) {
                row.values().forEach(value -> dump.append(readable(value)).append('\n'));
            }
        }
        return dump.toString();
    }

    /** Bytes both ways: as the text they may be, and as digits. */
    private static String readable(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                        + HexFormat.of().formatHex(bytes)
                : String.valueOf(value);
    }
}
