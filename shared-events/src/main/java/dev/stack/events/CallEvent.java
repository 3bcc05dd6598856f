// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.CallId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call through the proxy: a stream of its own, so that calls never wait for each other. What was refused before it was
 * admitted is a {@link SystemEvent.DecisionRefused}. Query, headers and body of a call are never kept.
 */
public sealed interface CallEvent extends DomainEvent {

    CallId call();

    Jti jti();

    AgentId agent();

    MissionId mission();

    @Override
    default Subject subject() {
        return new Subject(agent(), jti(), mission());
    }

    /** A call is a stream of its own: what another one may do does not follow from it. */
    @Override
    default boolean movesGround() {
        return false;
    }

    /**
     * Decided and about to leave. Durable before the credential is opened: a call without this entry never happened, and
     * one with nothing after it has an unknown outcome.
     *
     * @param provider slug, such as {@code slack}
     * @param secretVersion the version of the credential that was in force
     * @param declared whether the intent named the provider; a granted one works without
     * @param path decoded path of the URL, cut at 512 characters
     * @param requestBytes length of the body
     * @param operation the caller's own name for the call, under which a repeat finds it; {@code null} without
     */
    @EventName(value = "call.admitted", action = "credential.proxy", layer = Layer.VAULT)
    record CallAdmitted(
            OperatorId operator,
            CallId call,
            Jti jti,
            AgentId agent,
            MissionId mission,
            ConnectionId connection,
            String provider,
            int secretVersion,
            boolean declared,
            String method,
            String host,
            String path,
            long requestBytes,
            @Nullable String operation,
            Instant at)
            implements CallEvent {
        @Override
        public Outcome outcome() {
            return Outcome.PENDING;
        }
    }

    /**
     * How it ended; durable before the answer leaves, or, of a streamed answer, before its first byte.
     *
     * @param status of the service's answer; {@code null} when there was none
     * @param error why the caller got no answer; {@code null} when it got one
     * @param reason the fine reason of an error, for the record alone
     * @param responseBytes length of the answer's body after decoding; 0 of a streamed one
     * @param redacted whether the credential came back and was taken out
     */
    @EventName(value = "call.ended", action = "credential.proxy", layer = Layer.VAULT)
    record CallEnded(
            OperatorId operator,
            CallId call,
            Jti jti,
            AgentId agent,
            MissionId mission,
            ConnectionId connection,
            String provider,
            @Nullable Integer status,
            @Nullable ErrorCode error,
            @Nullable String message,
            @Nullable String reason,
            long responseBytes,
            boolean redacted,
            boolean streamed,
            Instant at)
            implements CallEvent {
        @Override
        public Outcome outcome() {
            if (error == null) {
                return Outcome.SUCCESS;
            }
            return switch (error) {
                case PASSPORT_REVOKED, PASSPORT_EXPIRED, FORBIDDEN -> Outcome.BLOCKED;
                default -> Outcome.FAILURE;
            };
        }

        @Override
        public Optional<ErrorCode> errorCode() {
            return Optional.ofNullable(error);
        }

        @Override
        public Optional<String> errorMessage() {
            return Optional.ofNullable(message);
        }
    }

    /**
     * The end of a streamed answer.
     *
     * @param bytes how many left
     * @param complete whether the service ended it by itself
     * @param reason what cut it short, such as {@code silence}, {@code revoked} or {@code client}; {@code null} if nothing
     */
    @EventName(value = "call.streamed", action = "credential.proxy", layer = Layer.VAULT)
    record CallStreamed(
            OperatorId operator,
            CallId call,
            Jti jti,
            AgentId agent,
            MissionId mission,
            ConnectionId connection,
            String provider,
            long bytes,
            boolean complete,
            @Nullable String reason,
            boolean redacted,
            Instant at)
            implements CallEvent {
        @Override
        public Outcome outcome() {
            return complete ? Outcome.SUCCESS : Outcome.FAILURE;
        }
    }
}
