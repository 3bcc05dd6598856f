// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.security.SecureRandom;

/** An operator's stored access to a service. */
public record ConnectionId(String value) implements Id {

    public ConnectionId {
        Id.checked("Connection", value);
    }

    /** A new one, {@code scon_…}. */
    public static ConnectionId mint(SecureRandom random) {
        return new ConnectionId(Id.mint("scon_", random));
    }

    @Override
    public String toString() {
        return value;
    }
}
