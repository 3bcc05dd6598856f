// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.events.MissionEvent;
import dev.stack.events.MissionEvent.MissionCompleted;
import dev.stack.events.MissionEvent.MissionExpired;
import dev.stack.events.MissionEvent.MissionOpened;
import dev.stack.events.MissionEvent.MissionRenewed;
import dev.stack.events.MissionEvent.MissionRevoked;
import dev.stack.events.MissionTerms;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.MissionStatus;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.time.Instant;
import java.util.Map;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** One declared piece of work. It ends once: by completion, by revocation, or by its deadline. */
@Aggregate
@NullUnmarked // fields are empty until the first event
public final class Mission {

    private static final JsonString ANY_TRUST = new JsonString("L0");

    @AggregateIdentifier
    private MissionId mission;

    private OperatorId operator;
    private MissionTerms terms;
    private Instant openedAt;
    private MissionStatus status;
    private Instant endedAt;
    private String terminalState;

    Mission() {} // Axon rebuilds from events

    Mission(MissionOpened opened) {
        AggregateLifecycle.apply(opened);
    }

    /** Ends it well; {@code false} when it had ended before. */
    public boolean complete(@Nullable JsonObject output, Instant now) {
        if (statusAt(now) != MissionStatus.ACTIVE) {
            return false;
        }
        AggregateLifecycle.apply(new MissionCompleted(operator, mission, output, now));
        return true;
    }

    /** Ends it early; {@code false} when it had ended before. */
    public boolean revoke(boolean adversarial, @Nullable String notes, Instant now) {
        if (statusAt(now) != MissionStatus.ACTIVE) {
            return false;
        }
        AggregateLifecycle.apply(new MissionRevoked(operator, mission, adversarial, notes, now));
        return true;
    }

    void renewed(Jti passport, Instant now) {
        AggregateLifecycle.apply(new MissionRenewed(operator, mission, passport, now));
    }

    /** Records that its deadline has passed, once. */
    void expire(Instant now) {
        if (status == MissionStatus.ACTIVE && !now.isBefore(terms.expiresAt())) {
            AggregateLifecycle.apply(new MissionExpired(operator, mission, now));
        }
    }

    /** Refuses when no passport may be issued or refreshed in it for that agent. */
    public void requireOpenFor(AgentId agent, Instant now) {
        requireOpen(now);
        if (terms.agent() != null && !terms.agent().equals(agent)) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "The mission " + mission + " is assigned to agent " + terms.agent() + ", not to " + agent
                            + ". Use that agent, or open another mission.");
        }
        JsonValue trust =
                Members.of(terms.declared()).value("trust_level_required").orElse(ANY_TRUST);
        if (!trust.equals(ANY_TRUST)) {
            throw new Refusal(
                    ErrorCode.TRUST_LEVEL_INSUFFICIENT,
                    "The mission " + mission
                            + " asks for a trust level above L0, and no identity is verified. Open one without"
                            + " trust_level_required.");
        }
    }

    /** Refuses with the words by which clients know an ended mission. */
    public void requireOpen(Instant now) {
        String ended =
                switch (statusAt(now)) {
                    case ACTIVE -> null;
                    case COMPLETED -> "Mission " + mission + " is completed";
                    case REVOKED -> "Mission " + mission + " is revoked";
                    case EXPIRED -> "Mission " + mission + " has expired";
                };
        if (ended != null) {
            throw new Refusal(
                    ErrorCode.MISSION_ENDED,
                    ended + ". Open another mission for further work.",
                    Map.of(
                            "mission_id",
                            new JsonString(mission.value()),
                            "mission_state",
                            new JsonString(statusAt(now).wire())));
        }
    }

    /** Whether it is the caller's; otherwise it answers like a missing one. */
    boolean isOwnedBy(Caller caller) {
        return caller.operator().equals(operator);
    }

    /** Where it stands; the clock alone can end it. */
    public MissionStatus statusAt(Instant now) {
        return status == MissionStatus.ACTIVE && !now.isBefore(terms.expiresAt()) ? MissionStatus.EXPIRED : status;
    }

    /** How it ended, in the words clients know, or {@code null} while it runs. */
    @Nullable
    String terminalStateAt(Instant now) {
        return statusAt(now) == MissionStatus.EXPIRED ? "expired" : terminalState;
    }

    /** When it ended, or {@code null} while it runs. */
    @Nullable
    Instant endedBy(Instant now) {
        return statusAt(now) == MissionStatus.EXPIRED ? terms.expiresAt() : endedAt;
    }

    public MissionId id() {
        return mission;
    }

    OperatorId operator() {
        return operator;
    }

    public MissionTerms terms() {
        return terms;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** The next state; public so that a decision elsewhere can be taken by it. */
    @EventSourcingHandler
    public void on(MissionEvent event) {
        switch (event) {
            case MissionOpened opened -> {
                mission = opened.mission();
                operator = opened.operator();
                terms = opened.terms();
                openedAt = opened.at();
                status = MissionStatus.ACTIVE;
            }
            case MissionRenewed _ -> {
                // Deadline, caps and usage stay.
            }
            case MissionCompleted completed -> end(MissionStatus.COMPLETED, "completed_successful", completed.at());
            case MissionRevoked revoked ->
                end(
                        MissionStatus.REVOKED,
                        revoked.adversarial() ? "revoked_adversarial" : "revoked_clean",
                        revoked.at());
            case MissionExpired _ -> end(MissionStatus.EXPIRED, "expired", terms.expiresAt());
        }
    }

    private void end(MissionStatus reached, String state, Instant at) {
        status = reached;
        terminalState = state;
        endedAt = at;
    }

    /** A mission before its first event, to be folded. */
    static Mission unborn() {
        return new Mission();
    }
}
