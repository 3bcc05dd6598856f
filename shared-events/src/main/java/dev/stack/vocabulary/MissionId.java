// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** One declared piece of work. */
public record MissionId(String value) implements Id {

    public MissionId {
        Id.checked("Mission", value);
    }

    /** A new one, {@code ms_…}. */
    public static MissionId mint(SecureRandom random) {
        return new MissionId(Id.mint("ms_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}
