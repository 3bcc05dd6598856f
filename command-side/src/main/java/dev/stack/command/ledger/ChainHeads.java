// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.ledger.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The last entries of the chains of one append, locked from reading until the commit. */
final class ChainHeads {

    /**
     * Last place and last hash of a chain.
     *
     * @param ground the last place that may change what calls are decided by
     */
    record Head(long seq, Hash hash, long ground) {}

    private static final String CREATE =
            "insert into ledger.chain_head (chain_id) select unnest(?) on conflict do nothing";
    // The order is what keeps two appenders from waiting for each other.
    private static final String LOCK = "select chain_id, seq, hash, ground_seq from ledger.chain_head"
            + " where chain_id = any (?) order by chain_id for update";
    private static final String ADVANCE = "update ledger.chain_head h set seq = n.seq, hash = n.hash,"
            + " ground_seq = n.ground_seq from unnest(?, ?, ?, ?) as n (chain_id, seq, hash, ground_seq)"
            + " where h.chain_id = n.chain_id";

    private final Map<String, Head> heads;

    private ChainHeads(Map<String, Head> heads) {
        this.heads = heads;
    }

    /** Makes sure that the chains have a row to lock. */
    static void create(Connection connection, Collection<String> chains) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
            statement.setArray(1, connection.createArrayOf("text", new TreeSet<>(chains).toArray()));
            statement.executeUpdate();
        }
    }

    /** Locks the chains; those that have no row yet are left out. */
    static ChainHeads lock(Connection connection, Collection<String> chains) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, connection.createArrayOf("text", new TreeSet<>(chains).toArray()));
            Map<String, Head> heads = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    heads.put(rows.getString(1), new Head(rows.getLong(2), Hash.of(rows.getBytes(3)), rows.getLong(4)));
                }
            }
            return new ChainHeads(heads);
        }
    }

    boolean haveAll(Collection<String> chains) {
        return heads.keySet().containsAll(chains);
    }

    Head of(String chain) {
        @Nullable Head head = heads.get(chain);
        if (head == null) {
            throw new IllegalStateException("chain " + chain + " is not locked");
        }
        return head;
    }

    /** Says where the chains last moved their ground. */
    void tell(GroundMarks marks) {
        heads.forEach((chain, head) -> marks.saw(chain, head.ground()));
    }

    /** Stores the new heads, and remembers them for the next write under the same locks. */
    void advance(Connection connection, Map<String, Head> moved) throws SQLException {
        List<Map.Entry<String, Head>> rows = List.copyOf(moved.entrySet());
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", rows.stream().map(Map.Entry::getKey).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", rows.stream().map(r -> r.getValue().seq()).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea",
                            rows.stream().map(r -> r.getValue().hash().bytes()).toArray(byte[][]::new)));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "int8",
                            rows.stream().map(r -> r.getValue().ground()).toArray()));
            statement.executeUpdate();
        }
        heads.putAll(moved);
    }
}
