// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** One checkpoint of a passport. */
public record CheckpointId(String value) implements Id {

    public CheckpointId {
        Id.checked("Checkpoint", value);
    }

    /** A new one, {@code chk_…}. */
    public static CheckpointId mint(SecureRandom random) {
        return new CheckpointId(Id.mint("chk_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}
