// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** The tenant: owns agents, connections, missions and one chain of the ledger. */
public record OperatorId(String value) implements Id {

    public OperatorId {
        Id.checked("Operator", value);
    }

    /** A new one, {@code op_…}. */
    public static OperatorId mint(SecureRandom random) {
        return new OperatorId(Id.mint("op_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}
