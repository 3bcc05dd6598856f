// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.CallRecords;
import dev.stack.call.Operation;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.ledger.Hash;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Answers a request that was made before under the same name, without making the call again. */
final class Repeats {

    private final CallRecords records;
    private final Clock clock;

    Repeats(CallRecords records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** The answer of the first request; empty when there was none, or when its call never left. */
    Optional<ProxyResult> answer(AgentId agent, String operation, Hash request) {
        return records.operation(agent, operation)
                .filter(found -> !found.released())
                .map(found -> answer(found, request));
    }

    private ProxyResult answer(Operation operation, Hash request) {
        if (!operation.request().equals(request)) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "The operation id " + operation.id()
                            + " was used for another request. Send a new id for a new request.");
        }
        if (operation.answer().isPresent()) {
            return new ProxyResult.Whole(operation.answer().get().body(), true);
        }
        if (operation.endedAt() != null && operation.answered()) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Operation " + operation.id() + " is done and nothing is sent again, but its answer is not kept: it"
                            + " was streamed or too large. See POST /v1/proxy/operations/get.");
        }
        if (operation.endedAt() == null && clock.instant().isBefore(operation.leaseUntil())) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Operation " + operation.id() + " is under way. Send the same request again soon.",
                    Map.of("retry_after_seconds", JsonNumber.of(1)));
        }
        throw unknown(operation.id());
    }

    /** The service may or may not have done it. */
    static Refusal unknown(String operation) {
        return new Refusal(
                ErrorCode.OUTCOME_UNKNOWN,
                "The outcome of operation " + operation
                        + " is not known: the service may have acted, but its answer was"
                        + " lost. It is not sent again under this id; look at the service before you send a new one.",
                Map.of("operation_id", new JsonString(operation)));
    }
}
