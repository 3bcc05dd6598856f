// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.events.OperatorEvent.OperatorFrozen;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an operator's passports are frozen now.
 *
 * @param frozenAt since when; {@code null} when they are not
 * @param unchanged whether it was so before
 * @param edgesPending edges that had not applied it when the answer was given
 */
record FreezeAnswer(
        OperatorId operatorId,
        boolean frozen,
        @Nullable Instant frozenAt,
        @Nullable String reason,
        boolean unchanged,
        List<String> edgesPending) {

    static FreezeAnswer frozen(OperatorFrozen since, boolean unchanged) {
        return new FreezeAnswer(since.operator(), true, since.at(), since.reason(), unchanged, List.of());
    }

    static FreezeAnswer thawed(OperatorId operator, boolean unchanged) {
        return new FreezeAnswer(operator, false, null, null, unchanged, List.of());
    }

    FreezeAnswer pending(List<String> edges) {
        return new FreezeAnswer(operatorId, frozen, frozenAt, reason, unchanged, edges);
    }
}
