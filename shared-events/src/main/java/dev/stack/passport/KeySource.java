// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import java.util.Optional;

/** The keys a verifier trusts. A look-up must be answered from memory: {@code kid} comes from outside. */
@FunctionalInterface
public interface KeySource {

    /** The key of that id, if it is trusted now. */
    Optional<PublicKey> find(String kid);

    /** Whether the key was trusted once and is void now; for the audit record. */
    default boolean isWithdrawn(String kid) {
        return false;
    }
}
