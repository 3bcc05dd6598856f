// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.json.Members;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a delegation asks for.
 *
 * @param parent token of the passport whose authority is borrowed
 * @param child the agent that shall act with it
 * @param ttlSeconds the life asked for, or {@code null} for the parent's
 * @param checkpointIntervalSeconds the child's own, or {@code null} for the parent's
 * @param mode the accountability asked for, or {@code null} for the child agent's
 * @param intent own intent, or {@code null} for the parent's
 * @param confirmation thumbprint of the child's key it shall be bound to, or {@code null} for none
 * @param body the request, for the members that choose scopes
 */
record DelegateRequest(
        String parent,
        AgentId child,
        @Nullable Integer ttlSeconds,
        @Nullable Integer checkpointIntervalSeconds,
        @Nullable AccountabilityMode mode,
        @Nullable DeclaredIntent intent,
        @Nullable String confirmation,
        Members body) {

    private static final int TOKEN_MAX = 65_536;

    static DelegateRequest read(Members body) {
        return new DelegateRequest(
                parent(body),
                new AgentId(body.requiredText("child_agent_id", Id.LENGTH_MAX)),
                IssueRequest.ttl(body).orElse(null),
                IssueRequest.interval(body).orElse(null),
                IssueRequest.mode(body).orElse(null),
                body.has("intent") ? DeclaredIntent.read(body) : null,
                IssueRequest.confirmation(body).orElse(null),
                body);
    }

    /** Clients before 1.4.0 know it by the shorter name. */
    private static String parent(Members body) {
        Optional<String> named = body.text("parent_passport_token", TOKEN_MAX);
        Optional<String> older = body.text("parent_token", TOKEN_MAX);
        if (named.isPresent() && older.isPresent() && !named.equals(older)) {
            throw Refusal.invalid("parent_passport_token and parent_token differ; send one of them.");
        }
        return named.or(() -> older)
                .orElseThrow(() -> Refusal.invalid(
                        "parent_passport_token is missing; send the token of the passport to delegate from."));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "DelegateRequest[child=" + child + "]";
    }
}
