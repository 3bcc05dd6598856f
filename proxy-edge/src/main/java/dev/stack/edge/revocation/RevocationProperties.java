// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.revocation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How an edge follows the revocation log.
 *
 * @param edgeId name of this edge in {@code edges_pending} and in drills, other than every other edge's; a random one when
 *     it is left out
 * @param recheck how often the log is read though nothing was heard of
 * @param silence how long a transport may be silent before the log is read ten times as often
 * @param maxStaleness how long the log may not have been read before everything that needs a passport is answered with 503
 *     {@code UNAVAILABLE}, part {@code revocation}
 */
@Validated
@ConfigurationProperties("stack.edge.revocation")
public record RevocationProperties(
        @Nullable String edgeId,
        @DefaultValue("2s") Duration recheck,
        @DefaultValue("2s") Duration silence,
        @DefaultValue("5s") Duration maxStaleness) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    public RevocationProperties {
        if (!recheck.isPositive() || !silence.isPositive() || recheck.compareTo(maxStaleness) >= 0) {
            throw new IllegalArgumentException(
                    "stack.edge.revocation.recheck and silence must be over 0," + " and recheck under max-staleness");
        }
        if (maxStaleness.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException("stack.edge.revocation.max-staleness must be at most 60s");
        }
    }

    /** As they are when no setting says otherwise. */
    public static RevocationProperties defaults() {
        return new RevocationProperties(null, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5));
    }
}
