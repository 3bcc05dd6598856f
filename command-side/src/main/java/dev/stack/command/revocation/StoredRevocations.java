// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import dev.stack.revocation.Revocation;
import dev.stack.revocation.Revocation.Kind;
import dev.stack.revocation.RevocationLog;
import dev.stack.vocabulary.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the revocation log where it is true. */
@Component
public final class StoredRevocations implements RevocationLog {

    private static final String HEAD = "SELECT seq FROM command.revocation_head";

    private static final String AFTER = """
            SELECT seq, kind, operator_id, subject, at, forget_at FROM command.revocation
            WHERE seq > ? ORDER BY seq LIMIT ?""";

    /** One statement, so that all of it is of one moment. */
    private static final String DELTA = """
            SELECT seq, 'head', '', '', now(), now() FROM command.revocation_head
            UNION ALL
            (SELECT seq, kind, operator_id, subject, at, forget_at FROM command.revocation
                WHERE seq > ? ORDER BY seq LIMIT ?)""";

    private static final String STANDING = """
            SELECT seq, 'head', '', '', now(), now() FROM command.revocation_head
            UNION ALL
            SELECT seq, kind, operator_id, subject, at, forget_at FROM command.revocation
                WHERE kind = 'passport' AND forget_at > now()
            UNION ALL
            SELECT 0, 'freeze', operator_id, operator_id, frozen_at, 'infinity' FROM command.frozen_operator""";

    private final JdbcClient jdbc;

    @Autowired
    StoredRevocations(RevocationDatabase database) {
        this(database.jdbc());
    }

    private StoredRevocations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The log as read over connections of the caller's own. */
    public static RevocationLog over(DataSource connections) {
        return new StoredRevocations(JdbcClient.create(connections));
    }

    @Override
    public long head() {
        return jdbc.sql(HEAD).query(Long.class).single();
    }

    @Override
    public List<Revocation> after(long seq, int limit) {
        return jdbc.sql(AFTER).params(seq, limit).query((row, _) -> read(row)).list();
    }

    @Override
    public Delta delta(long seq, int limit) {
        Rows rows = new Rows();
        jdbc.sql(DELTA).params(seq, limit).query(rows::take);
        rows.entries.sort(Comparator.comparingLong(Revocation::seq));
        return new Delta(rows.head, rows.at, rows.entries);
    }

    @Override
    public Standing standing() {
        Rows rows = new Rows();
        jdbc.sql(STANDING).query(rows::take);
        return new Standing(rows.head, rows.at, rows.entries);
    }

    /** Entries, and the row that tells of the head. */
    private static final class Rows {
        private final List<Revocation> entries = new ArrayList<>();
        private long head;
        private Instant at = Instant.EPOCH;

        void take(ResultSet row) throws SQLException {
            if (row.getString(2).equals("head")) {
                head = row.getLong(1);
                at = time(row, 5);
            } else {
                entries.add(read(row));
            }
        }
    }

    private static Revocation read(ResultSet row) throws SQLException {
        return new Revocation(
                row.getLong(1),
                Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                new OperatorId(row.getString(3)),
                row.getString(4),
                time(row, 5),
                time(row, 6));
    }

    /** What is never forgotten stands as infinity, which the driver gives as the largest time there is. */
    private static Instant time(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time.equals(OffsetDateTime.MAX) ? Instant.MAX : time.toInstant();
    }
}
