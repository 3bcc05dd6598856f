// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.WireTime;
import dev.stack.query.ledger.AuditRow;
import dev.stack.query.ledger.LedgerReader;
import dev.stack.query.ledger.StoredEntry;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The complete export, oldest first, page by page. A page is one snapshot read through a cursor of the database, so it
 * costs the same memory however long it is. Its end is computed before its first row: the headers tell how many rows
 * must arrive and where the export goes on, in every format.
 */
@RestController
final class AuditExportApi {

    private static final int ROWS_MAX = 50_000;

    private final LedgerReader ledger;
    private final Cursors cursors;
    private final LongReads reads;

    AuditExportApi(LedgerReader ledger, Cursors cursors, LongReads reads) {
        this.ledger = ledger;
        this.cursors = cursors;
        this.reads = reads;
    }

    @GetMapping("/v1/audit/export")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.AUDIT_READ)
    void export(
            Caller caller,
            @RequestParam Optional<Instant> from,
            @RequestParam Optional<Instant> to,
            @RequestParam Optional<String> format,
            @RequestParam Optional<String> cursor,
            @RequestParam("agent_id") Optional<String> agent,
            @RequestParam("passport_jti") Optional<String> passport,
            @RequestParam Optional<String> layer,
            @RequestParam Optional<String> action,
            @Paged(limit = ROWS_MAX, limitMax = ROWS_MAX) Page page,
            @RequestHeader(name = "Accept", required = false) @Nullable String accept,
            HttpServletResponse response) {
        AuditFilter filter = AuditFilter.of(from, to, agent, passport, layer, action);
        ExportFormat chosen = ExportFormat.of(format, accept);
        long after = cursor.map(text -> cursors.read(text, caller.operator(), filter))
                .orElse(0L);
        var request = new Request(caller.operator(), filter, after, page.limit());
        reads.one(() -> ledger.inSnapshot(() -> write(request, chosen, response)));
    }

    private long write(Request request, ExportFormat format, HttpServletResponse response) {
        ChainHead head = ChainHead.of(request.chain(), ledger);
        Window window = Window.of(
                        request.chain(),
                        request.filter().from(),
                        request.filter().to(),
                        head.count(),
                        ledger)
                .after(request.after());
        Cut cut = Cut.of(request.chain(), request.filter(), window, request.limit(), ledger);
        String next = cut.more() ? cursors.after(cut.last(), request.chain(), request.filter()) : null;
        headers(response, format, cut, next, head);
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            RowWriter rows = format.writer(out);
            rows.start(about(request.filter(), cut, next, head));
            ledger.stream(
                    "chain_id = ? and chain_seq between ? and ?"
                            + request.filter().condition() + " order by chain_seq",
                    request.filter().arguments(List.of(request.chain().value(), window.first(), cut.last())),
                    entry -> write(entry, rows));
            rows.end();
        } catch (IOException callerGone) {
            throw new UncheckedIOException(callerGone);
        }
        return cut.count();
    }

    private static void write(StoredEntry entry, RowWriter rows) {
        try {
            rows.row(AuditRow.of(entry));
        } catch (IOException callerGone) {
            throw new UncheckedIOException(callerGone);
        }
    }

    private static void headers(
            HttpServletResponse response, ExportFormat format, Cut cut, @Nullable String next, ChainHead head) {
        response.setContentType(format.contentType());
        response.setHeader("X-Row-Count", String.valueOf(cut.count()));
        response.setHeader("X-Complete", String.valueOf(!cut.more()));
        response.setHeader("X-Chain-Head", head.entryHash());
        response.setHeader("X-Chain-Count", String.valueOf(head.count()));
        if (next != null) {
            response.setHeader("X-Next-Cursor", next);
        }
    }

    private static JsonObject about(AuditFilter filter, Cut cut, @Nullable String next, ChainHead head) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("count", JsonNumber.of(cut.count()));
        members.put("next_cursor", next == null ? JsonValue.NULL : new JsonString(next));
        members.put("from", time(filter.from()));
        members.put("to", time(filter.to()));
        members.put("complete", new JsonBoolean(!cut.more()));
        members.put("head", head.toJson());
        return new JsonObject(members);
    }

    private static JsonValue time(Optional<Instant> time) {
        return time.<JsonValue>map(instant -> new JsonString(WireTime.text(instant)))
                .orElse(JsonValue.NULL);
    }

    private record Request(OperatorId chain, AuditFilter filter, long after, int limit) {}
}
