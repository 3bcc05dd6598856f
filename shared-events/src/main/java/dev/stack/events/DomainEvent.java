// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Outcome;
import java.util.Optional;

/** Something that happened: one entry of the ledger, and one row of the audit log. */
public sealed interface DomainEvent
        permits OperatorEvent,
                AgentEvent,
                ConnectionEvent,
                CredentialEvent,
                MissionEvent,
                PassportEvent,
                CallEvent,
                LoginEvent,
                SystemEvent {

    /** Whose chain it stands in; {@link EventCatalog#SYSTEM} for the installation's own. */
    OperatorId operator();

    /** Whom it is about. */
    default Subject subject() {
        return Subject.NONE;
    }

    /** The audit action. */
    default String action() {
        return EventCatalog.nameOf(getClass()).action();
    }

    /** The part of the product it tells of. */
    default Layer layer() {
        return EventCatalog.nameOf(getClass()).layer();
    }

    /**
     * Whether a call that was decided by what the chain said before must be decided anew. True of everything but what only
     * reports: what is not known to change nothing counts as a change.
     */
    default boolean movesGround() {
        return true;
    }

    /** How the decision ended. */
    default Outcome outcome() {
        return Outcome.SUCCESS;
    }

    /** Why it was refused, when it was. */
    default Optional<ErrorCode> errorCode() {
        return Optional.empty();
    }

    /** The refusal in words, when there was one. */
    default Optional<String> errorMessage() {
        return Optional.empty();
    }
}
