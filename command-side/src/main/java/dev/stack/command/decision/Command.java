// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.decision;

import dev.stack.events.Subject;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Layer;

/** What a caller asks to be decided. A refusal is recorded under the same action as the decision would have been. */
public interface Command {

    /** Who asks. */
    Caller caller();

    /** The audit action, such as {@code passport.issue}. */
    String action();

    /** Whom it is about, as far as the request says. */
    default Subject subject() {
        return Subject.NONE;
    }

    /** The layer of the entry. */
    default Layer layer() {
        return Layer.VAULT;
    }
}
