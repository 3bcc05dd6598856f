// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.command.database.TestDatabase;
import dev.stack.ledger.LedgerBreak;
import dev.stack.ledger.LedgerBreak.Kind;
import dev.stack.ledger.LedgerVerifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Someone with power over the database changes the ledger; it shows. Someone with less cannot. */
class TamperingTest {

    private static final AtomicInteger CHAINS = new AtomicInteger();
    private static TestDatabase database;
    private static LedgerRows rows;
    private static LedgerFixture ledger;

    private final String chain = "op_" + CHAINS.incrementAndGet();

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
        rows = new LedgerRows(database);
        ledger = LedgerFixture.over(database.app());
    }

    @AfterAll
    static void close() throws Exception {
        ledger.close();
    }

    @BeforeEach
    void append() {
        ledger.register(chain);
        for (int n = 1; n < 5; n++) {
            ledger.issueKey(chain, n);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = set_bit(payload, 13, 1 - get_bit(payload, 13))",
                "metadata = metadata || ' '",
                "payload_digest = set_bit(payload_digest, 0, 1 - get_bit(payload_digest, 0))",
                "timestamp = timestamp + 1",
                "actor = ''",
                "error_message = 'forged'",
                "passport_jti = 'pp_forged'",
                "event = 'operator.registered'",
                "entry_hash = set_bit(entry_hash, 255, 1 - get_bit(entry_hash, 255))",
                "prev_hash = set_bit(prev_hash, 100, 1 - get_bit(prev_hash, 100))"
            })
    void A01_a_changed_record_is_named(String change) {
        assertThat(rows.verify(chain)).isEmpty();

        rows.tamper("update ledger.entry set " + change + where(3));

        LedgerBreak found = rows.verify(chain).orElseThrow();
        assertThat(found.chainSeq()).isEqualTo(3);
        assertThat(found.kind()).isEqualTo(Kind.CONTENT);
    }

    @Test
    void A02_a_removed_record_is_named_by_the_one_after_it() {
        rows.tamper("delete from ledger.entry" + where(3));

        LedgerBreak found = rows.verify(chain).orElseThrow();
        assertThat(found.chainSeq()).isEqualTo(4);
        assertThat(found.kind()).isEqualTo(Kind.GAP);
    }

    @Test
    void A02_an_inserted_record_is_named() {
        rows.tamper("update ledger.entry set chain_seq = chain_seq + 100 where chain_seq > 3 and chain_id = '" + chain
                + "'; insert into ledger.entry select global_index + 1000000, 'aud_" + chain
                + "', chain_id, 4, timestamp, event, revision, aggregate_type, aggregate_identifier || 'x',"
                + " sequence_number, agent_id, passport_jti, mission_id, layer, action, outcome, error_code,"
                + " error_message, trace_id, span_id, parent_span_id, actor, duration_ms, payload, metadata,"
                + " payload_digest, metadata_digest, entry_hash, entry_hash from ledger.entry" + where(3)
                + "; update ledger.entry set chain_seq = chain_seq - 99 where chain_seq > 100 and chain_id = '" + chain
                + "'");

        LedgerBreak found = rows.verify(chain).orElseThrow();
        assertThat(found.chainSeq()).isEqualTo(4);
        assertThat(found.entryId()).isEqualTo("aud_" + chain);
    }

    @Test
    void A02_swapped_records_are_named() {
        rows.tamper("update ledger.entry set chain_seq = 1000" + where(2) + "; update ledger.entry set chain_seq = 2"
                + where(3) + "; update ledger.entry set chain_seq = 3" + where(1000));

        assertThat(rows.verify(chain).orElseThrow().chainSeq()).isEqualTo(2);
    }

    @Test
    void A03_a_tail_cut_off_shows_against_a_head_kept_elsewhere() {
        var head = rows.of(chain).getLast().entry();
        rows.tamper("delete from ledger.entry" + where(5));

        assertThat(rows.verify(chain)).isEmpty();
        LedgerVerifier verifier = LedgerVerifier.fromStart(chain);
        rows.of(chain).forEach(row -> verifier.accept(row.entry()));
        LedgerBreak found = verifier.end(5, head.hash()).orElseThrow();
        assertThat(found.kind()).isEqualTo(Kind.GAP);
        assertThat(found.chainSeq()).isEqualTo(5);
    }

    @Test
    void A05_two_records_with_the_same_predecessor_cannot_be() {
        assertThatThrownBy(() -> run(
                        database.app(),
                        "insert into ledger.entry select global_index + 1000000, entry_id || 'x', chain_id, chain_seq,"
                                + " timestamp, event, revision, aggregate_type, aggregate_identifier || 'x',"
                                + " sequence_number, agent_id, passport_jti, mission_id, layer, action, outcome,"
                                + " error_code, error_message, trace_id, span_id, parent_span_id, actor, duration_ms,"
                                + " payload, metadata, payload_digest, metadata_digest, prev_hash, entry_hash from"
                                + " ledger.entry" + where(3)))
                .hasMessageContaining("entry_chain_once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger.entry set actor = 'x'",
                "delete from ledger.entry",
                "truncate ledger.entry",
                "alter table ledger.entry disable trigger all",
                "delete from ledger.chain_head",
                "truncate ledger.chain_head",
                "update ledger.chain_head set seq = 0",
                "update ledger.position set global_index = 0",
                "drop table ledger.entry",
                "create table ledger.more (id int)",
                "delete from ledger.schema_history"
            })
    void A15_the_application_role_can_do_nothing_but_append(String statement) {
        assertThatThrownBy(() -> run(database.app(), statement))
                .hasMessageMatching("(?s).*(permission denied|must be owner|append-only).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update ledger.entry set actor = 'x'", "delete from ledger.entry", "truncate ledger.entry"})
    void A15_not_even_the_owner_or_a_replica_session_can_change_what_is_written(String statement) {
        assertThatThrownBy(() -> run(database.owner(), statement)).hasMessageContaining("append-only");
        assertThatThrownBy(() -> run(database.superuser(), "set session_replication_role = replica; " + statement))
                .hasMessageContaining("append-only");
    }

    private String where(int seq) {
        return " where chain_id = '" + chain + "' and chain_seq = " + seq;
    }

    private static void run(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
