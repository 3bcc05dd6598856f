// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.query.ledger.AuditRow;
import dev.stack.query.ledger.LedgerReader;
import dev.stack.query.ledger.StoredEntry;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tail of the audit log, for those who watch it, and where it ends. */
@RestController
@RequestMapping("/v1/audit")
final class AuditApi {

    private final LedgerReader ledger;

    AuditApi(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /** The newest entries after {@code since}, newest first. */
    @GetMapping
    @Requires(Role.READONLY)
    @Scoped(ApiScope.AUDIT_READ)
    @OpenToAgents
    Tail tail(
            Caller caller,
            @RequestParam Optional<Instant> since,
            @RequestParam("agent_id") Optional<String> agent,
            @RequestParam("passport_jti") Optional<String> passport,
            @Paged(limit = 20, limitMax = 100) Page page) {
        Optional<String> any = Optional.empty();
        AuditFilter filter = AuditFilter.of(since, Optional.empty(), own(caller, agent), passport, any, any);
        long first = Window.of(
                        caller.operator(),
                        since.map(time -> time.plusMillis(1)),
                        Optional.empty(),
                        Long.MAX_VALUE - 1,
                        ledger)
                .first();
        List<StoredEntry> entries = ledger.entries(
                "chain_id = ? and chain_seq >= ?" + filter.condition() + " order by chain_seq desc limit ?",
                filter.arguments(List.of(caller.operator().value(), first), page.limit()));
        Long newest = entries.isEmpty()
                ? since.map(Instant::toEpochMilli).orElse(null)
                : Long.valueOf(entries.getFirst().timestamp());
        return new Tail(entries.stream().map(AuditRow::of).toList(), newest);
    }

    /** An agent sees what is told of itself, whatever it asks for. */
    private static Optional<String> own(Caller caller, Optional<String> asked) {
        if (caller.agent().isPresent()) {
            asked.map(AgentId::new).ifPresent(caller::requireMayActAs);
            return caller.agent().map(AgentId::value);
        }
        return asked;
    }

    @GetMapping("/chain-head")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.AUDIT_READ)
    ChainHead head(Caller caller) {
        return ChainHead.of(caller.operator(), ledger);
    }

    record Tail(List<JsonObject> entries, @Nullable Long maxTimestamp) {}
}
