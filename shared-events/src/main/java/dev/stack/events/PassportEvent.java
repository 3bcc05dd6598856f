// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.ReviewStatus;
import dev.stack.vocabulary.RevocationType;
import dev.stack.vocabulary.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a passport. */
public sealed interface PassportEvent extends DomainEvent {

    Jti jti();

    AgentId agent();

    MissionId mission();

    @Override
    default Subject subject() {
        return new Subject(agent(), jti(), mission());
    }

    @EventName(value = "passport.issued", revision = 3, action = "passport.issue", layer = Layer.VAULT)
    record PassportIssued(OperatorId operator, Jti jti, AgentId agent, MissionId mission, PassportTerms terms)
            implements PassportEvent {}

    /** Issued in the place of {@code from}, with a new life. */
    @EventName(value = "passport.refreshed", revision = 3, action = "passport.refresh", layer = Layer.VAULT)
    record PassportRefreshed(
            OperatorId operator, Jti jti, AgentId agent, MissionId mission, Jti from, PassportTerms terms)
            implements PassportEvent {}

    /** Issued to another agent on the authority of its parent, which the terms name. */
    @EventName(value = "passport.delegated", revision = 2, action = "passport.delegate", layer = Layer.VAULT)
    record PassportDelegated(OperatorId operator, Jti jti, AgentId agent, MissionId mission, PassportTerms terms)
            implements PassportEvent {}

    /** A newer one took its place; it still works until {@code until}. */
    @EventName(value = "passport.superseded", action = "passport.supersede", layer = Layer.VAULT)
    record PassportSuperseded(OperatorId operator, Jti jti, AgentId agent, MissionId mission, Jti by, Instant until)
            implements PassportEvent {}

    /** A report arrived in time. {@code expiresAt} is the new expiry, or {@code null} when nothing moved. */
    @EventName(value = "passport.checkpointed", action = "passport.checkpoint", layer = Layer.VAULT)
    record CheckpointReported(
            OperatorId operator,
            Jti jti,
            AgentId agent,
            MissionId mission,
            CheckpointId checkpoint,
            Report report,
            CheckpointDelta delta,
            @Nullable Instant expiresAt,
            Instant at)
            implements PassportEvent {}

    @EventName(value = "passport.checkpoint_decided", action = "passport.checkpoint_decide", layer = Layer.VAULT)
    record CheckpointDecided(
            OperatorId operator,
            Jti jti,
            AgentId agent,
            MissionId mission,
            CheckpointId checkpoint,
            boolean approved,
            @Nullable String notes,
            Instant at)
            implements PassportEvent {}

    /** The final report, and the verdict on it. Without a review, in standard mode, the passport goes on. */
    @EventName(value = "passport.checked_out", action = "passport.checkout", layer = Layer.VAULT)
    record PassportCheckedOut(
            OperatorId operator,
            Jti jti,
            AgentId agent,
            MissionId mission,
            CheckoutId checkout,
            Report report,
            List<Flag> flags,
            ReviewStatus status,
            boolean reviewed,
            Instant at)
            implements PassportEvent {
        public PassportCheckedOut {
            flags = List.copyOf(flags);
        }
    }

    @EventName(value = "passport.review_decided", action = "passport.review_decide", layer = Layer.VAULT)
    record ReviewDecided(
            OperatorId operator,
            Jti jti,
            AgentId agent,
            MissionId mission,
            CheckoutId checkout,
            boolean approved,
            boolean blockFuture,
            @Nullable String notes,
            String decidedBy,
            Instant at)
            implements PassportEvent {}

    /**
     * It is over before its time.
     *
     * @param cascadedFrom the passport whose end took this one along; {@code null} when it was meant itself
     */
    @EventName(value = "passport.revoked", revision = 2, action = "passport.revoke", layer = Layer.VAULT)
    record PassportRevoked(
            OperatorId operator,
            Jti jti,
            AgentId agent,
            MissionId mission,
            RevocationType type,
            @Nullable String reason,
            @Nullable Jti cascadedFrom,
            Instant at)
            implements PassportEvent {
        @Override
        public String action() {
            return cascadedFrom == null ? "passport.revoke" : "passport.revoke_cascade";
        }
    }

    /** A detector found something in the life of this passport. */
    @EventName(value = "detector.fired", action = "detector.fire", layer = Layer.SYSTEM)
    record DetectorFired(
            OperatorId operator,
            Jti jti,
            AgentId agent,
            MissionId mission,
            String signal,
            Severity severity,
            String message,
            JsonObject details,
            Instant at)
            implements PassportEvent {}
}
