// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import dev.stack.revocation.EdgeId;
import dev.stack.revocation.EdgeRegister;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The edges that are there, and how far each has come. */
@Component
final class StoredEdges implements EdgeRegister {

    private static final String REPORT = """
            WITH said AS (INSERT INTO command.edge (edge_id, applied_seq, seen_at) VALUES (?, ?, clock_timestamp())
                ON CONFLICT (edge_id) DO UPDATE
                SET applied_seq = excluded.applied_seq, seen_at = excluded.seen_at)
            SELECT drill_id, operator_id, jti FROM command.drill WHERE began_at > now() - interval '1 minute'""";

    /** An edge that has said nothing for three seconds is dead, or fails closed by itself soon after. */
    private static final String LIVE = """
            SELECT head.seq, edge.edge_id, edge.applied_seq FROM command.revocation_head head
            LEFT JOIN command.edge edge ON edge.seen_at > clock_timestamp() - interval '3 seconds'""";

    private final JdbcClient jdbc;

    StoredEdges(RevocationDatabase database) {
        this.jdbc = database.jdbc();
    }

    /**
     * The edges of a moment.
     *
     * @param head number of the last entry at that moment
     * @param applied how far each live edge has come, by its id
     */
    record Edges(long head, Map<String, Long> applied) {

        Edges {
            applied = Map.copyOf(applied);
        }

        /** Those that have not come to {@code seq}. */
        List<String> behind(long seq) {
            return applied.entrySet().stream()
                    .filter(edge -> edge.getValue() < seq)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<Canary> report(EdgeId edge, long applied) {
        return jdbc.sql(REPORT)
                .params(edge.value(), applied)
                .query((row, _) ->
                        new Canary(row.getString(1), new OperatorId(row.getString(2)), new Jti(row.getString(3))))
                .list();
    }

    @Override
    public void watches(EdgeId edge, Canary canary) {
        jdbc.sql("INSERT INTO command.drill_edge (drill_id, edge_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(canary.drill(), edge.value())
                .update();
    }

    @Override
    public void refuses(EdgeId edge, Canary canary) {
        jdbc.sql("UPDATE command.drill_edge SET refused_at = coalesce(refused_at, clock_timestamp())"
                        + " WHERE drill_id = ? AND edge_id = ?")
                .params(canary.drill(), edge.value())
                .update();
    }

    @Override
    public void leave(EdgeId edge) {
        jdbc.sql("DELETE FROM command.edge WHERE edge_id = ?")
                .param(edge.value())
                .update();
    }

    /** The edges that are there now. */
    Edges live() {
        return jdbc.sql(LIVE).query((ResultSet rows) -> edges(rows));
    }

    /** Forgets those that have been silent for long. */
    void forgetSilent() {
        jdbc.sql("DELETE FROM command.edge WHERE seen_at < now() - interval '1 minute'")
                .update();
    }

    private static Edges edges(ResultSet rows) throws SQLException {
        long head = 0;
        Map<String, Long> applied = new HashMap<>();
        while (rows.next()) {
            head = rows.getLong(1);
            long seq = rows.getLong(3);
            Optional.ofNullable(rows.getString(2)).ifPresent(edge -> applied.put(edge, seq));
        }
        return new Edges(head, applied);
    }
}
