// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was declared before the work began, as the passport carries it.
 *
 * @param summary {@code intent_summary}, at most 500 characters
 * @param services {@code intent_services}, provider slugs
 * @param willDelegate {@code will_delegate}
 * @param estimatedDuration {@code estimated_duration}, whole seconds on the wire
 */
public record StatedIntent(
        String summary,
        List<String> services,
        boolean willDelegate,
        @Nullable Duration estimatedDuration) {

    public StatedIntent {
        services = List.copyOf(services);
        if (estimatedDuration != null && estimatedDuration.isNegative()) {
            throw new IllegalArgumentException("estimatedDuration is negative");
        }
    }
}
