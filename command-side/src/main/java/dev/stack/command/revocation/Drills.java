// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import dev.stack.command.ledger.RevocationNews;
import dev.stack.revocation.EdgeRegister.Canary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where drills are laid out and what the edges measured in them. Both ends are timed by the database's clock. */
@Component
public final class Drills {

    /** Edges learn of a canary with their next report, within a second. */
    private static final Duration UNTIL_WATCHED = Duration.ofSeconds(3);

    private static final Duration UNTIL_REFUSED = Duration.ofSeconds(5);
    private static final long LOOKS_EVERY_NANOS = 10_000_000;

    private static final String MEASURED = """
            SELECT edge_id, (extract(epoch FROM refused_at - ?) * 1000000)::bigint FROM command.drill_edge
            WHERE drill_id = ? AND refused_at IS NOT NULL""";

    private final JdbcClient jdbc;
    private final StoredEdges edges;
    private final RevocationNews news;

    Drills(RevocationDatabase database, StoredEdges edges, RevocationNews news) {
        this.jdbc = database.jdbc();
        this.edges = edges;
        this.news = news;
    }

    /**
     * What a drill measured.
     *
     * @param micros microseconds from the order to each edge's first refusal, by the edge's id
     * @param silent live edges that refused nothing in time
     */
    public record Measured(Map<String, Long> micros, Set<String> silent) {}

    /** Asks all edges to watch the canary, which is alive, and waits until they do. */
    public void lay(Canary canary) {
        jdbc.sql("INSERT INTO command.drill (drill_id, operator_id, jti, began_at)"
                        + " VALUES (?, ?, ?, clock_timestamp())")
                .params(canary.drill(), canary.operator().value(), canary.jti().value())
                .update();
        await(UNTIL_WATCHED, () -> watching(canary).containsAll(live()));
    }

    /** Revokes the canary by {@code order} and waits until every edge refuses it. */
    public Measured measure(Canary canary, Runnable order) {
        Set<String> expected = new TreeSet<>(live());
        expected.addAll(watching(canary));
        OffsetDateTime began =
                jdbc.sql("SELECT clock_timestamp()").query(OffsetDateTime.class).single();
        order.run();
        news.tell();
        await(UNTIL_REFUSED, () -> measured(canary, began).keySet().containsAll(expected));
        Map<String, Long> micros = measured(canary, began);
        Set<String> silent = new TreeSet<>(expected);
        silent.removeAll(micros.keySet());
        return new Measured(micros, silent);
    }

    /** Clears away what the drill left. */
    public void clear(Canary canary) {
        jdbc.sql("DELETE FROM command.drill WHERE drill_id = ?")
                .param(canary.drill())
                .update();
        jdbc.sql("DELETE FROM command.drill_edge WHERE drill_id = ?")
                .param(canary.drill())
                .update();
    }

    private Set<String> live() {
        return edges.live().applied().keySet();
    }

    private Set<String> watching(Canary canary) {
        return new TreeSet<>(jdbc.sql("SELECT edge_id FROM command.drill_edge WHERE drill_id = ?")
                .param(canary.drill())
                .query(String.class)
                .list());
    }

    private Map<String, Long> measured(Canary canary, OffsetDateTime began) {
        return jdbc.sql(MEASURED).params(began, canary.drill()).query((ResultSet rows) -> micros(rows));
    }

    private static Map<String, Long> micros(ResultSet rows) throws SQLException {
        Map<String, Long> micros = new TreeMap<>();
        while (rows.next()) {
            micros.put(String.valueOf(rows.getString(1)), rows.getLong(2));
        }
        return micros;
    }

    private static void await(Duration patience, BooleanSupplier happened) {
        long latest = System.nanoTime() + patience.toNanos();
        while (!happened.getAsBoolean() && System.nanoTime() - latest < 0) {
            LockSupport.parkNanos(LOOKS_EVERY_NANOS);
        }
    }
}
