// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stack.command.ledger.Basis;
import dev.stack.command.ledger.GroundMarks;
import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.DomainEvent;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CallerProof;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which operator an API key belongs to, by the key's hash. */
@Component
public class ApiKeyLookup implements Lookup {

    private static final int REMEMBERED_MAX = 10_000;
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final GroundMarks marks;
    private final Cache<String, Known> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED)
            .build();

    ApiKeyLookup(JdbcClient jdbc, GroundMarks marks) {
        this.jdbc = jdbc;
        this.marks = marks;
    }

    /** A key that was live when its operator's chain had come to {@code asOf}. */
    private record Known(OperatorId operator, long asOf) {}

    @Override
    public List<Guard> on(DomainEvent event) {
        if (!(event instanceof ApiKeyIssued issued)) {
            return List.of();
        }
        return List.of(
                Guard.write(
                        "DELETE FROM command.api_key WHERE operator_id = ?",
                        issued.operator().value()),
                Guard.write(
                        "INSERT INTO command.api_key (key_hash, operator_id) VALUES (?, ?)",
                        HexFormat.of().parseHex(issued.keyHash()),
                        issued.operator().value()));
    }

    /** The caller whose key has this SHA-256, if it is live. */
    public Optional<Caller> find(byte[] keyHash) {
        return jdbc.sql("SELECT operator_id FROM command.api_key WHERE key_hash = ?")
                .param(keyHash)
                .query(String.class)
                .optional()
                .map(operator -> new Caller(new OperatorId(operator), Role.OPERATOR, operator));
    }

    /**
     * The same of a key that was live a moment ago and, as far as this process knows, still is. The caller says that it was
     * recalled, and whoever acts for it asks again.
     */
    public Optional<Caller> recall(byte[] keyHash) {
        String hash = HexFormat.of().formatHex(keyHash);
        return Optional.ofNullable(remembered.getIfPresent(hash))
                .filter(known -> marks.stands(new Basis(known.operator().value(), known.asOf())))
                .or(() -> look(hash, keyHash))
                .map(known -> new Caller(
                        known.operator(), Role.OPERATOR, known.operator().value(), CallerProof.recalledKey(hash)));
    }

    private Optional<Known> look(String hash, byte[] keyHash) {
        Optional<Known> found = jdbc.sql("SELECT key.operator_id, coalesce(head.ground_seq, 0) FROM command.api_key key"
                        + " LEFT JOIN ledger.chain_head head ON head.chain_id = key.operator_id"
                        + " WHERE key.key_hash = ?")
                .param(keyHash)
                .query((row, _) -> new Known(new OperatorId(row.getString(1)), row.getLong(2)))
                .optional();
        found.ifPresentOrElse(known -> remembered.put(hash, known), () -> remembered.invalidate(hash));
        return found;
    }

    /** Whether any operator exists yet. */
    public boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT 1 FROM command.api_key)")
                .query(Boolean.class)
                .single();
    }
}
