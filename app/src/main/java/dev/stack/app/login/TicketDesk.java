// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;

/** Gives out tickets with which one agent enrols one key. */
@FunctionalInterface
interface TicketDesk {

    /** A ticket for an agent of the caller's; refuses an agent that is none. */
    String issue(AgentId agent, Caller caller);
}
