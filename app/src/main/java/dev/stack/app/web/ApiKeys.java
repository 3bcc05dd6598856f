// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Caller;
import java.util.Optional;

/** The live API keys, members' first, then operators'. */
public interface ApiKeys {

    /**
     * Whom a key proves, found by the SHA-256 of its text. Looking a hash up leaks nothing of the key by its time, since
     * nobody can choose a key by its hash. Throws {@code UNAVAILABLE} when it cannot be known.
     */
    Optional<Caller> find(byte[] sha256);

    /**
     * The same as far as this process knows: a key that was live a moment ago may have died since. The caller says so
     * ({@link Caller#recalledKey}), and whoever acts for it asks again.
     */
    default Optional<Caller> recall(byte[] sha256) {
        return find(sha256);
    }
}
