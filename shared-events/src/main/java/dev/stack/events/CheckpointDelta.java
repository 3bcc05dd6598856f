// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.Flag;
import java.util.List;

/**
 * What the record shows between two checkpoints; nothing of it is taken from the agent's report.
 *
 * @param credentials connections whose credential was used
 * @param services providers that were called
 * @param calls number of recorded calls
 * @param driftScore 0 to 1
 * @param flags signals that fired
 */
public record CheckpointDelta(
        List<String> credentials, List<String> services, int calls, double driftScore, List<Flag> flags) {

    public static final CheckpointDelta NOTHING = new CheckpointDelta(List.of(), List.of(), 0, 0, List.of());

    public CheckpointDelta {
        credentials = List.copyOf(credentials);
        services = List.copyOf(services);
        flags = List.copyOf(flags);
    }
}
