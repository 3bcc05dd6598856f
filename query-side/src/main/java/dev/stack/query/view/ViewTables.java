// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes the tables of the views, in the transaction of whoever calls. */
@Component
public final class ViewTables {

    private static final String ADVANCE =
            "insert into query.progress as p (view, position) values (?, ?) on conflict (view) do update"
                    + " set position = greatest(p.position, excluded.position)";

    private final JdbcTemplate jdbc;

    public ViewTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes {@code changes} in their order; neighbours with the same statement travel together. */
    public void apply(List<Change> changes) {
        int from = 0;
        while (from < changes.size()) {
            String sql = changes.get(from).sql();
            int to = from + 1;
            while (to < changes.size() && changes.get(to).sql().equals(sql)) {
                to++;
            }
            jdbc.batchUpdate(sql, new Arguments(changes.subList(from, to)));
            from = to;
        }
    }

    /** The rows of {@code view} now hold everything up to {@code position}. */
    void advance(String view, long position) {
        jdbc.update(ADVANCE, view, position);
    }

    /**
     * The same where nothing else changed. The commit then waits for no disk: should a crash of the database take it
     * back, the view has lost nothing, and goes on from wherever it is.
     */
    void advanceOnly(String view, long position) {
        jdbc.update("set local synchronous_commit = off; " + ADVANCE, view, position);
    }

    /** How far the rows of {@code view} have come, whichever process filled them; nothing before the first. */
    OptionalLong position(String view) {
        List<Long> rows = jdbc.queryForList("select position from query.progress where view = ?", Long.class, view);
        return rows.isEmpty() ? OptionalLong.empty() : OptionalLong.of(rows.getFirst());
    }

    /** Empties the tables of {@code view}, to be filled again from the first event. */
    public void clear(View view) {
        jdbc.execute("truncate " + String.join(", ", view.tables()));
        jdbc.update("delete from query.progress where view = ?", view.name());
    }

    private record Arguments(List<Change> changes) implements BatchPreparedStatementSetter {
        @Override
        public void setValues(PreparedStatement statement, int row) throws SQLException {
            List<@Nullable Object> arguments = changes.get(row).arguments();
            for (int i = 0; i < arguments.size(); i++) {
                Object argument = arguments.get(i);
                if (argument == null) {
                    statement.setNull(i + 1, Types.NULL);
                } else {
                    statement.setObject(i + 1, argument);
                }
            }
        }

        @Override
        public int getBatchSize() {
            return changes.size();
        }
    }
}
