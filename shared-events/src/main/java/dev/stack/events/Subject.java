// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import org.jspecify.annotations.Nullable;

/** Whom an event is about, as far as it is about someone; the audit log can be filtered by it. */
public record Subject(
        @Nullable AgentId agent,
        @Nullable Jti passport,
        @Nullable MissionId mission) {

    /** About the operator, or the installation, as a whole. */
    public static final Subject NONE = new Subject(null, null, null);

    public static Subject of(AgentId agent) {
        return new Subject(agent, null, null);
    }
}
