// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.events.OperatorEvent.OperatorFrozen;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an operator's passports are frozen now.
 *
 * @param frozenAt since when; {@code null} when they are not
 * @param unchanged whether it was so before
 */
record FreezeAnswer(
        OperatorId operatorId,
        boolean frozen,
        @Nullable Instant frozenAt,
        @Nullable String reason,
        boolean unchanged) {

    static FreezeAnswer frozen(OperatorFrozen since, boolean unchanged) {
        return new FreezeAnswer(since.operator(), true, since.at(), since.reason(), unchanged);
    }

    static FreezeAnswer thawed(OperatorId operator, boolean unchanged) {
        return new FreezeAnswer(operator, false, null, null, unchanged);
    }
}
