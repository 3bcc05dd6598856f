// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agent;

import dev.stack.api.AgentAnswer;
import dev.stack.command.agent.AgentCommand.RegisterAgent;
import dev.stack.events.AgentEvent;
import dev.stack.events.AgentEvent.AccessWithdrawn;
import dev.stack.events.AgentEvent.AgentBlocked;
import dev.stack.events.AgentEvent.AgentDeleted;
import dev.stack.events.AgentEvent.AgentEnrolled;
import dev.stack.events.AgentEvent.AgentKeyRevoked;
import dev.stack.events.AgentEvent.AgentRegistered;
import dev.stack.events.AgentEvent.AgentUnblocked;
import dev.stack.events.AgentEvent.AgentUpdated;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.events.AgentEvent.GrantWithdrawn;
import dev.stack.events.AgentSettings;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.Base64Url;
import dev.stack.passport.PublicKey;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A registered agent: what the operator set, its grants, and whether it may get passports. */
@Aggregate
@NullUnmarked // fields are empty until the first event
public final class Agent {

    @AggregateIdentifier
    private AgentId agent;

    private OperatorId operator;
    private AgentSettings settings;
    private AgentAnswer.@Nullable Block block;
    private @Nullable Instant enrolledAt;
    private Instant createdAt;
    private Instant updatedAt;
    private final Map<ConnectionId, GrantGiven> grants = new LinkedHashMap<>();
    private final Set<String> keys = new LinkedHashSet<>();

    Agent() {} // Axon rebuilds from events

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    AgentAnswer register(RegisterAgent command, Clock clock) {
        AggregateLifecycle.apply(
                new AgentRegistered(command.caller().operator(), command.agent(), command.settings(), clock.instant()));
        return answer();
    }

    /** Lifts a block; without one nothing happens. */
    public void unblock(Instant at) {
        if (block != null) {
            AggregateLifecycle.apply(new AgentUnblocked(operator, agent, at));
        }
    }

    /** From now on it gets no passport. */
    public void block(String reason, Instant at) {
        if (block == null) {
            AggregateLifecycle.apply(new AgentBlocked(operator, agent, reason, at));
        }
    }

    AgentAnswer update(AgentSettings changed, Instant at) {
        if (!changed.equals(settings)) {
            if (changed.status() == AgentStatus.SUSPENDED) {
                revokeKeys("Agent suspended", at);
            }
            AggregateLifecycle.apply(new AgentUpdated(operator, agent, changed, at));
        }
        return answer();
    }

    void delete(Instant at) {
        revokeKeys("Agent deleted", at);
        AggregateLifecycle.apply(new AgentDeleted(operator, agent, at));
    }

    /** From now on it proves itself with that key as well. */
    public void enrol(String thumbprint, PublicKey key, Instant at) {
        AggregateLifecycle.apply(new AgentEnrolled(operator, agent, thumbprint, Base64Url.encode(key.bytes()), at));
    }

    /** Ends a key; {@code false} when it has none of that name. */
    public boolean revokeKey(String thumbprint, String reason, Instant at) {
        if (!keys.contains(thumbprint)) {
            return false;
        }
        AggregateLifecycle.apply(new AgentKeyRevoked(operator, agent, thumbprint, reason, at));
        return true;
    }

    private void revokeKeys(String reason, Instant at) {
        List.copyOf(keys).forEach(thumbprint -> revokeKey(thumbprint, reason, at));
    }

    /** The thumbprints of its live keys. */
    public Set<String> keys() {
        return Set.copyOf(keys);
    }

    /** Gives a grant; an earlier one on the same connection is replaced. */
    public void give(GrantGiven grant) {
        AggregateLifecycle.apply(grant);
    }

    /** Withdraws the grant on one connection, if there is one. */
    public boolean withdraw(ConnectionId connection) {
        if (!grants.containsKey(connection)) {
            return false;
        }
        AggregateLifecycle.apply(new GrantWithdrawn(operator, agent, connection));
        return true;
    }

    /** Withdraws every grant; how many there were. */
    public int withdrawAll() {
        int withdrawn = grants.size();
        AggregateLifecycle.apply(new AccessWithdrawn(operator, agent));
        return withdrawn;
    }

    /** Whether it is the caller's and not deleted; otherwise it answers like a missing one. */
    public boolean isThereFor(Caller caller) {
        return caller.operator().equals(operator) && settings.status() != AgentStatus.DELETED;
    }

    /** Refuses a key to be bound to that is none of its own, and none where it must be bound to one. */
    public void requireBindable(@Nullable String confirmation) {
        if (confirmation == null && settings.requireKeyBound()) {
            throw new Refusal(
                    ErrorCode.INVALID_REQUEST,
                    "Agent " + agent
                            + " gets only passports that are bound to a key of its own (require_key_bound). Send the"
                            + " header DPoP with a proof by that key, or the member confirmation with its thumbprint.");
        }
        if (confirmation != null && !keys.contains(confirmation)) {
            throw Refusal.invalid("confirmation/jkt is the thumbprint of no live key of agent " + agent
                    + ". GET /v1/agents/" + agent + "/keys lists them.");
        }
    }

    /** Refuses when no passport may be issued to it. */
    public void requireMayHoldPassports() {
        requireActive();
        requireNotBlocked();
    }

    /** Refuses when it is suspended. */
    public void requireActive() {
        if (settings.status() == AgentStatus.SUSPENDED) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "Agent " + agent + " is suspended. Activate it with PATCH /v1/agents/" + agent
                            + " and {\"status\": \"active\"}.");
        }
    }

    private void requireNotBlocked() {
        if (block != null) {
            throw new Refusal(
                    ErrorCode.PASSPORT_BLOCKED,
                    "Agent " + agent + " is blocked from new passports: " + block.reason()
                            + ". Unblock it with POST /v1/agents/" + agent + "/unblock.");
        }
    }

    public AgentId id() {
        return agent;
    }

    public OperatorId operator() {
        return operator;
    }

    public AgentSettings settings() {
        return settings;
    }

    public boolean blocked() {
        return block != null;
    }

    /** Whether that checkout is why it is blocked. */
    boolean blockedBy(CheckoutId checkout) {
        return block != null && block.reason().contains(checkout.value());
    }

    /** The grants a passport may carry: all of them, unless the operator limited the agent to some connections. */
    public List<GrantGiven> allowedGrants() {
        List<String> allowed = settings.allowedConnections();
        return grants.values().stream()
                .filter(grant -> allowed == null
                        || allowed.contains(grant.connection().value())
                        || allowed.contains(provider(grant)))
                .toList();
    }

    private static String provider(GrantGiven grant) {
        return grant.scope().get("service_name").orElseThrow() instanceof JsonString(String name) ? name : "";
    }

    AgentAnswer answer() {
        return AgentAnswer.of(operator, agent, settings, block, enrolledAt, createdAt, updatedAt);
    }

    /** An agent before its first event, to be folded. */
    public static Agent unborn() {
        return new Agent();
    }

    /** The next state; public so that a decision elsewhere can be taken by it. */
    @EventSourcingHandler
    public void on(AgentEvent event) {
        switch (event) {
            case AgentRegistered registered -> {
                agent = registered.agent();
                operator = registered.operator();
                settings = registered.settings();
                createdAt = registered.at();
                updatedAt = registered.at();
            }
            case AgentUpdated updated -> {
                settings = updated.settings();
                updatedAt = updated.at();
            }
            case AgentDeleted deleted -> {
                settings = settings.withStatus(AgentStatus.DELETED);
                updatedAt = deleted.at();
                grants.clear();
            }
            case AgentBlocked blocked -> {
                block = new AgentAnswer.Block(blocked.reason(), blocked.at());
                updatedAt = blocked.at();
            }
            case AgentUnblocked unblocked -> {
                block = null;
                updatedAt = unblocked.at();
            }
            case AgentEnrolled enrolled -> {
                keys.add(enrolled.thumbprint());
                enrolledAt = enrolled.at();
                updatedAt = enrolled.at();
            }
            case AgentKeyRevoked revoked -> {
                keys.remove(revoked.thumbprint());
                updatedAt = revoked.at();
            }
            case GrantGiven grant -> {
                grants.remove(grant.connection()); // a grant given again counts as the newest
                grants.put(grant.connection(), grant);
            }
            case GrantWithdrawn withdrawn -> grants.remove(withdrawn.connection());
            case AccessWithdrawn _ -> grants.clear();
        }
    }
}
