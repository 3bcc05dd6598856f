// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.decision;

import dev.stack.command.idempotency.Unkeyed;
import dev.stack.events.SystemEvent.DecisionRefused;
import dev.stack.json.Members;
import dev.stack.vocabulary.Refusal;

/** Keeps a refusal as an entry. */
record RecordRefusal(DecisionRefused refused) implements Unkeyed {

    private static final int MESSAGE_MAX = 500;

    static RecordRefusal of(Command command, Refusal refusal) {
        return new RecordRefusal(new DecisionRefused(
                command.caller().operator(),
                command.action(),
                command.layer(),
                refusal.code(),
                Members.cut(refusal.reason(), MESSAGE_MAX),
                refusal.finding().orElse(null),
                command.subject().agent(),
                command.subject().passport(),
                command.subject().mission()));
    }
}
