// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.DomainEvent;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which operator an API key belongs to, by the key's hash. */
@Component
public class ApiKeyLookup implements Lookup {

    private final JdbcClient jdbc;

    ApiKeyLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

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

    /** Whether any operator exists yet. */
    public boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT 1 FROM command.api_key)")
                .query(Boolean.class)
                .single();
    }
}
