// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.query.History;
import dev.stack.query.TestDatabase;
import dev.stack.query.TestLedger;
import dev.stack.query.audit.ChainReport.Break;
import dev.stack.query.ledger.LedgerReader;
import dev.stack.vocabulary.Page;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifyChainTest {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final TestDatabase database = new TestDatabase();
    private final TestLedger ledger = new TestLedger(database);
    private final LedgerReader reader = new LedgerReader(database.source(), database.transactions());
    private final VerifyChainApi api = new VerifyChainApi(reader, new LongReads());
    private final AuditApi audit = new AuditApi(reader);

    @Test
    void an_untouched_chain_is_valid_and_complete() {
        ledger.append(5);
        ChainReport report = verify(null, null, NO_LIMIT);

        assertThat(report.valid()).isTrue();
        assertThat(report.complete()).isTrue();
        assertThat(report.checked()).isEqualTo(5);
        assertThat(report.firstEntryId()).isEqualTo("aud_op_one_1");
        assertThat(report.lastEntryId()).isEqualTo("aud_op_one_5");
        assertThat(report.headHash()).isEqualTo(audit.head(History.CALLER).entryHash());
    }

    @Test
    void an_empty_chain_is_valid() {
        ChainReport report = verify(null, null, NO_LIMIT);

        assertThat(report.valid()).isTrue();
        assertThat(report.complete()).isTrue();
        assertThat(report.headHash()).isEqualTo("0".repeat(64));
        assertThat(audit.head(History.CALLER)).isEqualTo(new ChainHead(null, "0".repeat(64), null, 0));
    }

    @Test
    void A01_a_changed_row_is_named() {
        ledger.append(5);
        ledger.tamper("update ledger.entry set agent_id = 'agt_other' where chain_seq = 3");

        assertThat(broken()).extracting(Break::entryId, Break::kind).containsExactly("aud_op_one_3", "content");
    }

    @Test
    void A01_a_changed_body_is_named() {
        ledger.append(5);
        ledger.tamper("update ledger.entry set payload = 'x' where chain_seq = 2");

        assertThat(broken()).extracting(Break::entryId, Break::kind).containsExactly("aud_op_one_2", "content");
    }

    @Test
    void A02_a_deleted_row_is_named_by_the_one_behind_it() {
        ledger.append(5);
        ledger.tamper("delete from ledger.entry where chain_seq = 3");

        assertThat(broken())
                .extracting(Break::entryId, Break::chainSeq, Break::kind)
                .containsExactly("aud_op_one_4", 4L, "link");
    }

    @Test
    void A03_a_missing_end_is_seen() {
        ledger.append(5);
        ledger.tamper("delete from ledger.entry where chain_seq = 5");

        assertThat(broken()).extracting(Break::chainSeq, Break::kind).containsExactly(5L, "link");
    }

    @Test
    void a_limit_leaves_rows_out_and_says_so() {
        ledger.append(5);
        ChainReport report = verify(null, null, 2);

        assertThat(report.valid()).isTrue();
        assertThat(report.complete()).isFalse();
        assertThat(report.checked()).isEqualTo(2);
    }

    @Test
    void a_window_is_verified_from_the_hash_before_it() {
        ledger.append(5);
        ChainReport report = verify(History.at(2), History.at(5), NO_LIMIT);

        assertThat(report.valid()).isTrue();
        assertThat(report.complete()).isFalse();
        assertThat(report.firstEntryId()).isEqualTo("aud_op_one_2");
        assertThat(report.lastEntryId()).isEqualTo("aud_op_one_4");
    }

    @Test
    void the_tail_is_newest_first_and_strictly_after_the_watermark() {
        ledger.append(5);
        AuditApi.Tail tail = audit.tail(
                History.CALLER, Optional.of(History.at(3)), Optional.empty(), Optional.empty(), new Page(1, 20, 0));

        assertThat(tail.entries()).hasSize(2);
        assertThat(tail.entries().getFirst().get("entry_id"))
                .hasValueSatisfying(id -> assertThat(id).hasToString("\"aud_op_one_5\""));
        assertThat(tail.maxTimestamp()).isEqualTo(History.at(5).toEpochMilli());
    }

    @Test
    void with_nothing_new_the_watermark_stays() {
        ledger.append(1);
        Optional<Instant> later = Optional.of(History.at(9));

        assertThat(audit.tail(History.CALLER, later, Optional.empty(), Optional.empty(), new Page(1, 20, 0))
                        .maxTimestamp())
                .isEqualTo(History.at(9).toEpochMilli());
        assertThat(audit.tail(
                                History.STRANGER,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                new Page(1, 20, 0))
                        .maxTimestamp())
                .isNull();
    }

    private @Nullable Break broken() {
        ChainReport report = verify(null, null, NO_LIMIT);
        assertThat(report.valid()).isFalse();
        assertThat(report.complete()).isFalse();
        return report.broken();
    }

    private ChainReport verify(@Nullable Instant from, @Nullable Instant to, int limit) {
        return api.verify(History.CALLER, Optional.ofNullable(from), Optional.ofNullable(to), new Page(1, limit, 0));
    }
}
