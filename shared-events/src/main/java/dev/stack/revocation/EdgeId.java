// SPDX-License-Identifier: Apache-2.0
package dev.stack.revocation;

import dev.stack.vocabulary.Id;
import java.security.SecureRandom;

/** A running edge, {@code edge_…}, or as its settings name it. Another start is another edge, unless it was named. */
public record EdgeId(String value) implements Id {

    public EdgeId {
        Id.checked("Edge", value);
    }

    /** A new one. */
    public static EdgeId mint(SecureRandom random) {
        return new EdgeId(Id.mint("edge_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}
