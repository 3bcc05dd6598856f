// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.decision;

import java.util.Map;

/** What is known at the rim of the server of whoever asked for what this thread does. */
@FunctionalInterface
public interface Asking {

    /** Texts by the keys of {@link dev.stack.events.Provenance}; empty when nobody asked from outside. */
    Map<String, String> provenance();
}
