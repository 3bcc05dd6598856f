// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Guards;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.DomainEvent;
import dev.stack.events.OperatorEvent.OperatorFrozen;
import dev.stack.events.OperatorEvent.OperatorThawed;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which operators are frozen. */
@Component
public class FrozenOperators implements Lookup {

    private static final String THAWED =
            "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM command.frozen_operator WHERE operator_id = ?)";

    private final JdbcClient jdbc;

    FrozenOperators(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Guard> on(DomainEvent event) {
        return switch (event) {
            case OperatorFrozen frozen ->
                List.of(Guard.write(
                        "INSERT INTO command.frozen_operator (operator_id, reason, frozen_at) VALUES (?, ?, ?)",
                        frozen.operator().value(),
                        frozen.reason(),
                        frozen.at().atOffset(ZoneOffset.UTC)));
            case OperatorThawed thawed ->
                List.of(Guard.write(
                        "DELETE FROM command.frozen_operator WHERE operator_id = ?",
                        thawed.operator().value()));
            default -> List.of();
        };
    }

    /** Whether nothing of the operator works now. */
    public boolean contains(OperatorId operator) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM command.frozen_operator WHERE operator_id = ?)")
                .param(operator.value())
                .query(Boolean.class)
                .single();
    }

    /** Sees to it that the command under way fails if the operator is frozen when it is recorded. */
    public void requireThawed(OperatorId operator) {
        Guards.current().add(Guard.require(FrozenOperators::refused, THAWED, operator.value()));
    }

    private static Refusal refused() {
        return new Refusal(
                        ErrorCode.FORBIDDEN,
                        "All passports of this operator are frozen, so none is issued."
                                + " Lift it with POST /v1/operators/me/thaw.")
                .because("frozen");
    }
}
