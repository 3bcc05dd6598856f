// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/** Until tickets are there. */
@Component
final class TicketDeskInterim implements TicketDesk {

    @Override
    public String issue(AgentId agent, Caller caller) {
        throw new Refusal(ErrorCode.UNAVAILABLE, "No tickets are given out by this server.");
    }
}
