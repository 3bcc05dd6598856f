// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

/** Registers the first operator of an installation. */
@FunctionalInterface
public interface FirstOperator {

    /**
     * Registers an operator with this key when there is no operator yet. Asking again with the same key, after a crash in
     * between, changes nothing and answers {@code true} again.
     *
     * @param apiKey the operator's key in clear; only its hash may be kept
     * @return whether the key is that of an operator now; {@code false} when the database has other operators already
     */
    boolean register(String apiKey);
}
