// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** A registered agent of an operator. */
public record AgentId(String value) implements Id {

    public AgentId {
        Id.checked("Agent", value);
    }

    /** A new one, {@code agt_…}. */
    public static AgentId mint(SecureRandom random) {
        return new AgentId(Id.mint("agt_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}
