// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the credential proved it. Nothing in a body, query or header other than the credential can change it.
 *
 * @param operator the tenant whose resources the caller acts on
 * @param role what it may do
 * @param actor the id that the record names: the operator, a member, a person or an agent
 * @param proof by which credential that is known
 * @param presentation how the passport was presented that came along and was found good, or {@code null} when none was
 */
public record Caller(
        OperatorId operator,
        Role role,
        String actor,
        CallerProof proof,
        @Nullable Presentation presentation) {

    /** One that presents no passport. */
    public Caller(OperatorId operator, Role role, String actor, CallerProof proof) {
        this(operator, role, actor, proof, null);
    }

    /** One proved by an API key, or the installation itself acting for the operator. */
    public Caller(OperatorId operator, Role role, String actor) {
        this(operator, role, actor, CallerProof.API_KEY);
    }

    /** The same, who has presented a passport. */
    public Caller presenting(Presentation presented) {
        return new Caller(operator, role, actor, proof, presented);
    }

    /** The installation acting for the operator, led there by what this caller does. */
    public Caller forOperator() {
        return new Caller(operator, Role.STANDARD, operator.value(), CallerProof.API_KEY, presentation);
    }

    /** The agent that calls, if it is one: an agent has a key of its own, whoever else calls is none. */
    public Optional<AgentId> agent() {
        return proof.kind() == CallerProof.Kind.AGENT_KEY ? Optional.ofNullable(proof.agent()) : Optional.empty();
    }

    /** Of a caller that was recalled by its API key: the hex SHA-256 of the key, to be asked for again before anything is done. */
    public Optional<String> recalledKey() {
        return proof.kind() == CallerProof.Kind.API_KEY ? Optional.ofNullable(proof.reference()) : Optional.empty();
    }

    /** Whether its credential reaches as far as {@code needed}; only an access token can fall short. */
    public boolean reaches(ApiScope needed) {
        return proof.kind() != CallerProof.Kind.OAUTH
                || proof.scopes().contains(needed)
                || proof.scopes().contains(ApiScope.OPERATOR_FULL);
    }

    /** Refuses an agent that names another one: it acts as itself only. */
    public void requireMayActAs(@Nullable AgentId named) {
        agent().filter(agent -> !agent.equals(named)).ifPresent(agent -> {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "Agent " + agent
                            + " acts as itself only, and this is another agent's. Name your own agent, or ask with"
                            + " an operator's key.");
        });
    }
}
