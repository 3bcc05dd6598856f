// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import dev.stack.revocation.Revocation;
import dev.stack.revocation.Revocation.Kind;
import dev.stack.status.Status;
import dev.stack.status.StatusChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of the passports that have not expired, as it lies in {@code command.passport}. */
@Component
final class StoredStatuses {

    /** Expired ones are told a while longer: a verifier's clock may be behind. */
    private static final Duration LINGER = Duration.ofMinutes(1);

    private static final String OVER =
            "(passport.revoked OR passport.superseded_until <= ? OR passport.checked_out AND passport.enforced)";

    /** One statement, so that number and statuses are of one moment. What is over comes last, since it outweighs a freeze. */
    private static final String LIST = """
            SELECT head.seq, marked.status_list, marked.status_index, marked.status
            FROM command.revocation_head head LEFT JOIN (
                SELECT status_list, status_index, 2 AS status
                FROM command.frozen_operator frozen
                    JOIN command.passport ON passport.operator_id = frozen.operator_id
                WHERE passport.status_list = ? AND passport.expires_at > ? AND NOT passport.revoked
                UNION ALL
                SELECT status_list, status_index, 1
                FROM command.passport
                WHERE passport.status_list = ? AND passport.expires_at > ?
                    AND (passport.revoked OR passport.superseded_until IS NOT NULL OR passport.checked_out)
                    AND\s""" + OVER + """
            ) marked ON true
            ORDER BY marked.status DESC""";

    private static final String NOW = "SELECT status_list, status_index, CASE WHEN " + OVER + """
             THEN 1 WHEN EXISTS (SELECT 1 FROM command.frozen_operator frozen
                WHERE frozen.operator_id = passport.operator_id) THEN 2 ELSE 0 END
            FROM command.passport
            WHERE status_list IS NOT NULL AND expires_at > ? AND\s""";

    private static final String OF_PASSPORTS = NOW + "jti = ANY (string_to_array(?, ' ')) LIMIT ?";
    private static final String OF_OPERATORS =
            NOW + "NOT revoked AND operator_id = ANY (string_to_array(?, ' ')) LIMIT ?";

    private final JdbcClient jdbc;

    StoredStatuses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One list at one moment.
     *
     * @param seq the last entry of the revocation log that is in it
     * @param marked all that is not valid
     */
    record Moment(long seq, List<StatusChange> marked) {}

    Moment list(int number, Instant now) {
        OffsetDateTime alive = now.minus(LINGER).atOffset(ZoneOffset.UTC);
        List<StatusChange> marked = new ArrayList<>();
        long[] seq = new long[1];
        jdbc.sql(LIST)
                .params(number, alive, number, alive, now.atOffset(ZoneOffset.UTC))
                .query((ResultSet row) -> {
                    seq[0] = row.getLong(1);
                    if (row.getObject(2) != null) {
                        marked.add(change(row, 2));
                    }
                });
        return new Moment(seq[0], marked);
    }

    /** The statuses, now, of the passports these entries are about; at most {@code limit} for each kind of entry. */
    List<StatusChange> about(List<Revocation> entries, Instant now, int limit) {
        List<StatusChange> changes =
                new ArrayList<>(read(OF_OPERATORS, subjects(entries, EnumSet.of(Kind.FREEZE, Kind.THAW)), now, limit));
        changes.addAll(read(OF_PASSPORTS, subjects(entries, EnumSet.of(Kind.PASSPORT)), now, limit));
        return changes;
    }

    private List<StatusChange> read(String sql, String subjects, Instant now, int limit) {
        if (subjects.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(sql)
                .params(now.atOffset(ZoneOffset.UTC), now.minus(LINGER).atOffset(ZoneOffset.UTC), subjects, limit)
                .query((row, _) -> change(row, 1))
                .list();
    }

    /** Ids hold no space, so one text carries them all. */
    private static String subjects(List<Revocation> entries, Set<Kind> kinds) {
        return entries.stream()
                .filter(entry -> kinds.contains(entry.kind()))
                .map(Revocation::subject)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static StatusChange change(ResultSet row, int first) throws SQLException {
        return new StatusChange(row.getInt(first), row.getInt(first + 1), Status.of(row.getInt(first + 2)));
    }
}
