// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to the installation, and what it refused. */
public sealed interface SystemEvent extends DomainEvent {

    @EventName(value = "system.started", action = "system.start", layer = Layer.SYSTEM)
    record SystemStarted(OperatorId operator, String version) implements SystemEvent {}

    @EventName(value = "system.stopped", action = "system.stop", layer = Layer.SYSTEM)
    record SystemStopped(OperatorId operator) implements SystemEvent {}

    /** {@code step} is the state it reached: {@code published}, {@code active}, {@code retired} or {@code withdrawn}. */
    @EventName(value = "key.rotated", action = "key.rotate", layer = Layer.SYSTEM)
    record SigningKeyRotated(OperatorId operator, String kid, String step) implements SystemEvent {}

    /** A process started and could not reach the master key: until it can, it serves health and key set alone. */
    @EventName(value = "vault.sealed", action = "system.sealed", layer = Layer.SYSTEM)
    record VaultSealed(OperatorId operator) implements SystemEvent {
        @Override
        public Outcome outcome() {
            return Outcome.FAILURE;
        }
    }

    /** How many uses of the master key failed since the last such entry; {@code what} tells of the first. */
    @EventName(value = "vault.unavailable", action = "vault.unavailable", layer = Layer.SYSTEM)
    record VaultUnavailable(OperatorId operator, String what, long count) implements SystemEvent {
        @Override
        public Outcome outcome() {
            return Outcome.FAILURE;
        }
    }

    /** How many sealed things did not open as they should since the last such entry; {@code what} tells of the first. */
    @EventName(value = "vault.integrity_failed", action = "vault.integrity", layer = Layer.SYSTEM)
    record VaultIntegrityFailed(OperatorId operator, String what, long count) implements SystemEvent {
        @Override
        public Outcome outcome() {
            return Outcome.FAILURE;
        }
    }

    /**
     * Every data key was wrapped anew under another master key.
     *
     * @param run id of the run
     * @param key id of the master key that wraps now
     * @param rewrapped how many data keys it wrapped anew
     */
    @EventName(value = "vault.rewrapped", action = "vault.rewrap", layer = Layer.SYSTEM)
    record VaultRewrapped(OperatorId operator, String run, String key, long rewrapped, Instant began, Instant ended)
            implements SystemEvent {}

    /** How many requests of one source failed to prove who they are within a minute. */
    @EventName(value = "auth.failed", action = "auth.fail", layer = Layer.SYSTEM)
    record AuthenticationsFailed(OperatorId operator, String source, long count) implements SystemEvent {
        @Override
        public Outcome outcome() {
            return Outcome.BLOCKED;
        }
    }

    /**
     * The database's clock stood before the time of the last entry, which later entries keep until the clock has caught up.
     *
     * @param heldMillis how far it stood back at most
     * @param count appends that kept the time since the last such entry
     */
    @EventName(value = "audit.clock_back", action = "audit.clock_back", layer = Layer.SYSTEM)
    record ClockBack(OperatorId operator, long heldMillis, long count) implements SystemEvent {
        @Override
        public Outcome outcome() {
            return Outcome.FAILURE;
        }
    }

    /**
     * A node's clock was further off the database's than it may be, so that the node decided nothing; recorded once it is
     * right again.
     *
     * @param skewMillis the node's clock minus the database's, where it was furthest off
     * @param measured how many measurements in a row, or since the last such entry, were too far off
     */
    @EventName(value = "system.clock_skew", action = "system.clock_skew", layer = Layer.SYSTEM)
    record ClockSkewed(OperatorId operator, long skewMillis, long measured) implements SystemEvent {
        @Override
        public Outcome outcome() {
            return Outcome.FAILURE;
        }
    }

    /** A part is lost that the installation can do without, more slowly; {@code part} names it. */
    @EventName(value = "system.degraded", action = "system.degraded", layer = Layer.SYSTEM)
    record SystemDegraded(OperatorId operator, String part) implements SystemEvent {
        @Override
        public Outcome outcome() {
            return Outcome.FAILURE;
        }
    }

    /** The part is back. */
    @EventName(value = "system.restored", action = "system.restored", layer = Layer.SYSTEM)
    record SystemRestored(OperatorId operator, String part) implements SystemEvent {}

    /**
     * A passport was revoked to see how soon each edge refuses it.
     *
     * @param canary the passport; it was issued for this and did nothing
     * @param edges microseconds from the order to each edge's first refusal, by its id
     * @param silent edges that were there and did not refuse it in time
     */
    @EventName(value = "revocation.drilled", action = "revocation.drill", layer = Layer.VAULT)
    record RevocationDrilled(
            OperatorId operator,
            AgentId agent,
            Jti canary,
            Map<String, Long> edges,
            List<String> silent,
            long p50Micros,
            long p99Micros,
            long maxMicros)
            implements SystemEvent {

        public RevocationDrilled {
            edges = Map.copyOf(edges);
            silent = List.copyOf(silent);
        }

        @Override
        public Subject subject() {
            return new Subject(agent, canary, null);
        }

        @Override
        public Outcome outcome() {
            return silent.isEmpty() ? Outcome.SUCCESS : Outcome.FAILURE;
        }
    }

    /**
     * A known caller asked for something and was told no.
     *
     * @param refused the audit action that was asked for
     * @param part its layer
     * @param reason the fine reason, for the record alone
     */
    @EventName(value = "decision.refused", action = "decision.refuse", layer = Layer.VAULT)
    record DecisionRefused(
            OperatorId operator,
            String refused,
            Layer part,
            ErrorCode code,
            String message,
            @Nullable String reason,
            @Nullable AgentId agent,
            @Nullable Jti jti,
            @Nullable MissionId mission)
            implements SystemEvent {

        @Override
        public Subject subject() {
            return new Subject(agent, jti, mission);
        }

        @Override
        public String action() {
            return refused;
        }

        @Override
        public Layer layer() {
            return part;
        }

        @Override
        public Outcome outcome() {
            return Outcome.BLOCKED;
        }

        /** What was not done has no consequence. */
        @Override
        public boolean movesGround() {
            return false;
        }

        @Override
        public Optional<ErrorCode> errorCode() {
            return Optional.of(code);
        }

        @Override
        public Optional<String> errorMessage() {
            return Optional.of(message);
        }
    }
}
