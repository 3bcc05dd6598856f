// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.query.ledger.LedgerReader;
import dev.stack.query.ledger.LedgerReader.Head;
import dev.stack.query.ledger.StoredEntry;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Verifies a chain, or a part of it, from the stored bytes. */
@RestController
final class VerifyChainApi {

    /** Clients give up at 30 s; what is not reached by then is left out, and said so. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LedgerReader ledger;
    private final LongReads reads;

    VerifyChainApi(LedgerReader ledger, LongReads reads) {
        this.ledger = ledger;
        this.reads = reads;
    }

    @GetMapping("/v1/audit/verify-chain")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.AUDIT_READ)
    ChainReport verify(
            Caller caller,
            @RequestParam Optional<Instant> from,
            @RequestParam Optional<Instant> to,
            @Paged(limit = Integer.MAX_VALUE, limitMax = Integer.MAX_VALUE) Page page) {
        return reads.one(() -> ledger.inSnapshot(() -> walk(caller.operator(), from, to, page.limit())));
    }

    private ChainReport walk(OperatorId chain, Optional<Instant> from, Optional<Instant> to, int limit) {
        Head head = ledger.head(chain);
        long end = Math.max(
                head.seq(), ledger.last(chain).map(StoredEntry::chainSeq).orElse(0L));
        Window window = Window.of(chain, from, to, end, ledger);
        long stop = Math.min(window.last(), window.first() - 1 + limit);
        var walk = new ChainWalk(chain, window.first(), ledger);
        boolean toTheEnd = walk.to(stop, PATIENCE) && stop == end;
        if (toTheEnd) {
            // Entries cut off at the end show only against the head that is kept beside them.
            walk.verifier().end(head.seq(), head.hash());
        }
        return ChainReport.of(walk, window.first() == 1 && toTheEnd);
    }
}
