// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.CallRecords;
import dev.stack.call.Operation;
import dev.stack.call.Operation.RecordedAnswer;
import dev.stack.json.JsonValue;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.PassportClaims;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;

/** Tells an agent what became of the calls it named. */
public final class OperationStatuses {

    private static final StrictJson READER = new StrictJson(Limits.CALL_REQUEST);
    private static final int ID_MAX = 256;

    private final PassportGate gate;
    private final CallRecords records;
    private final Clock clock;

    OperationStatuses(PassportGate gate, CallRecords records, Clock clock) {
        this.gate = gate;
        this.records = records;
        this.clock = clock;
    }

    /** The call that the passport's agent made under {@code operation_id}; another agent's is as good as none. */
    public OperationStatus find(Incoming incoming) {
        PassportClaims claims =
                gate.prove(incoming.passport(), incoming.caller()).claims();
        gate.presentation(claims, incoming);
        gate.requireLive(claims);
        String id = incoming.body().requiredText("operation_id", ID_MAX);
        boolean include = incoming.body().bool("include_response").orElse(false);
        Operation operation =
                records.operation(claims.agent(), id).orElseThrow(() -> Refusal.notFound("Operation", id));
        JsonValue response =
                include ? operation.answer().map(OperationStatuses::read).orElse(null) : null;
        return OperationStatus.of(operation, clock.instant(), response);
    }

    private static JsonValue read(RecordedAnswer answer) {
        try {
            return READER.parse(answer.body());
        } catch (JsonRefused defect) {
            throw new IllegalStateException("a recorded answer of ours is no JSON", defect);
        }
    }
}
