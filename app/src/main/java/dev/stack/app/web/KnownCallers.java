// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;

/** Everyone who can prove who they are, by the kind of what they bring (contract 2.0). */
record KnownCallers(
        ApiKeys keys, SessionTokens sessions, AccessTokens accessTokens, AgentTokens agents, Tickets tickets) {

    Optional<Caller> find(Bearer bearer) {
        return switch (bearer.kind()) {
            case API_KEY -> keys.find(bearer.sha256());
            case AGENT_TOKEN -> agents.verify(bearer.token());
            case SESSION -> sessions.verify(bearer.token());
            case ACCESS_TOKEN -> accessTokens.verify(bearer.token());
            case TICKET -> tickets.find(bearer.sha256());
            case PASSPORT, UNKNOWN -> Optional.empty();
        };
    }

    /** The same, for a call: its key may be one that was live a moment ago, which the call asks again. */
    Optional<Caller> forCall(Bearer bearer) {
        return bearer.kind() == BearerKind.API_KEY ? keys.recall(bearer.sha256()) : find(bearer);
    }

    /** What is told about a credential that proves nobody: nothing of why. */
    static Refusal unknown(BearerKind kind) {
        return switch (kind) {
            case API_KEY -> Refusal.unknownKey();
            case AGENT_TOKEN ->
                Bearer.refused(
                        "The agent's token proves nothing. Sign a new one for every request, good for 60 s at most,"
                                + " with a key that is enrolled and not ended; enrol a new key if this one is gone.");
            case SESSION -> Bearer.refused("The login is over or unknown. Log in again.");
            case ACCESS_TOKEN -> Bearer.refused("The access token is over or unknown. Refresh it, or log in again.");
            case TICKET ->
                Bearer.refused("The enrolment ticket is unknown, used or too old. Get a new one from /sdk-bootstrap.");
            case PASSPORT ->
                Bearer.refused("A passport proves no caller on this route. Send it as X-Passport-Token, and your own"
                        + " credential as Authorization: Bearer.");
            case UNKNOWN ->
                Bearer.refused("The bearer credential is of no kind this route takes. Send an API key (sk_live_…).");
        };
    }
}
