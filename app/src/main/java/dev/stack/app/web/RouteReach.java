// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Scoped;
import dev.stack.vocabulary.TakesTicket;
import java.util.Map;
import org.springframework.web.method.HandlerMethod;

/**
 * Which credentials reach a route, whatever the caller's role. Fails closed: what a route does not say it does not take.
 *
 * @param scope what an access token must have
 * @param agents whether an agent may call with its own key
 * @param tickets whether an enrolment ticket is taken
 */
record RouteReach(ApiScope scope, boolean agents, boolean tickets) {

    static RouteReach of(HandlerMethod method) {
        Scoped scoped = method.getMethodAnnotation(Scoped.class);
        return new RouteReach(
                scoped == null ? ApiScope.OPERATOR_FULL : scoped.value(),
                method.hasMethodAnnotation(OpenToAgents.class),
                method.hasMethodAnnotation(TakesTicket.class));
    }

    /** Refuses a caller whose credential does not reach this far. */
    void require(Caller caller) {
        switch (caller.proof().kind()) {
            case API_KEY, SESSION -> {}
            case OAUTH -> requireScope(caller);
            case AGENT_KEY -> requireOpen(agents, "An agent's own key does not reach this route; it is for people.");
            case TICKET -> requireOpen(tickets, "An enrolment ticket enrols a key of its agent and does nothing else.");
        }
    }

    private void requireScope(Caller caller) {
        if (!caller.reaches(scope)) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "The access token lacks the scope " + scope.wire() + ". Log in again and agree to it.",
                    Map.of("scope", new JsonString(scope.wire())));
        }
    }

    private static void requireOpen(boolean open, String fact) {
        if (!open) {
            throw new Refusal(ErrorCode.FORBIDDEN, fact + " Ask with an operator's key.");
        }
    }
}
