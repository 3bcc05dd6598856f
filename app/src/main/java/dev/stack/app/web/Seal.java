// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

/** Whether the vault was not opened yet. */
@FunctionalInterface
public interface Seal {

    /** {@code true} until the master key was reached for the first time since the start. */
    boolean isClosed();
}
