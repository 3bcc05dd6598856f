// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How revocations reach the edges.
 *
 * @param patience how long the answer to a revocation or a freeze waits for the edges; those that had not applied it by
 *     then stand in {@code edges_pending}. It holds whether or not they had
 */
@Validated
@ConfigurationProperties("stack.revocation")
public record PropagationProperties(@DefaultValue("2s") Duration patience) {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    public PropagationProperties {
        if (patience.isNegative() || patience.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException("stack.revocation.patience must be at least 0 and at most 20s");
        }
    }
}
