// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.events.SystemEvent.DecisionRefused;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Events of ordinary size that no view and no lookup keeps. */
final class BenchEvents {

    private static final AgentId AGENT = new AgentId("agt_2mPq8sT4vXyZ1aBcD3eFgH");
    private static final Jti PASSPORT = new Jti("pp_2mPq8sT4vXyZ1aBcD3eFgH");
    private static final MissionId MISSION = new MissionId("ms_2mPq8sT4vXyZ1aBcD3eFgH");

    private BenchEvents() {}

    /** The first event of a new aggregate, in the chain of {@code operator}. */
    static DomainEventMessage<?> next(OperatorId operator) {
        return new GenericDomainEventMessage<>(
                "Bench",
                UUID.randomUUID().toString(),
                0,
                new DecisionRefused(
                        operator,
                        "proxy.call",
                        Layer.VAULT,
                        ErrorCode.FORBIDDEN,
                        "The passport's scope for slack does not hold body.channel = C0000000X.",
                        "constraint",
                        AGENT,
                        PASSPORT,
                        MISSION));
    }
}
