// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.Operation;
import dev.stack.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a named call.
 *
 * @param deliveryState {@code admitted}, {@code dispatching}, {@code response_received} or {@code outcome_unknown}
 * @param replayState {@code available} while the answer is kept, else {@code none}
 * @param accountingState {@code reserved} while under way, then {@code committed}; {@code released} if it never left
 * @param response the recorded answer, when it was asked for and is kept
 */
public record OperationStatus(
        String operationId,
        String deliveryState,
        String replayState,
        String accountingState,
        String provider,
        String method,
        Instant createdAt,
        @Nullable Instant dispatchedAt,
        @Nullable Instant responseReceivedAt,
        String providerOutcome,
        @Nullable String providerStatus,
        @Nullable JsonValue response) {

    static OperationStatus of(Operation operation, Instant now, @Nullable JsonValue response) {
        return new OperationStatus(
                operation.id(),
                delivery(operation, now),
                operation.answer().isPresent() ? "available" : "none",
                accounting(operation),
                operation.provider(),
                operation.method(),
                operation.createdAt(),
                operation.dispatchedAt(),
                operation.answered() ? operation.endedAt() : null,
                "not_required",
                null,
                response);
    }

    private static String delivery(Operation operation, Instant now) {
        if (operation.answered()) {
            return "response_received";
        }
        if (operation.released()) {
            return "admitted";
        }
        if (operation.endedAt() != null || !now.isBefore(operation.leaseUntil())) {
            return "outcome_unknown";
        }
        return operation.dispatchedAt() == null ? "admitted" : "dispatching";
    }

    private static String accounting(Operation operation) {
        if (operation.released()) {
            return "released";
        }
        return operation.endedAt() == null ? "reserved" : "committed";
    }
}
