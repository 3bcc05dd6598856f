// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge;

import dev.stack.edge.egress.EgressProperties;
import dev.stack.edge.proxy.CallLimits;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How agents' calls leave.
 *
 * @param allowPrivateUpstreams whether connections may name hosts with private or loopback addresses; for trying things out and for closed networks
 * @param upstreamLimit how long a service may take, connecting included, at most 25 s
 * @param silenceLimit longest pause of a streamed answer
 * @param tokenServices providers whose job is to return tokens, such as {@code custom_identity}: what looks like a credential in their answers is not reported, the connection's own always is
 * @param verifiedTokensMax tokens whose signature is remembered as good
 */
@Validated
@ConfigurationProperties("stack.edge")
public record EdgeProperties(
        @DefaultValue("false") boolean allowPrivateUpstreams,
        @DefaultValue("25s") Duration upstreamLimit,
        @DefaultValue("60s") Duration silenceLimit,
        @DefaultValue List<String> tokenServices,
        @DefaultValue("50000") @Min(1) int verifiedTokensMax) {

    private static final Duration UPSTREAM_MAX = Duration.ofSeconds(25);
    private static final Duration ANSWER = Duration.ofSeconds(28);

    public EdgeProperties {
        tokenServices = List.copyOf(tokenServices);
        if (upstreamLimit.isNegative() || upstreamLimit.isZero() || upstreamLimit.compareTo(UPSTREAM_MAX) > 0) {
            throw new IllegalArgumentException("stack.edge.upstream-limit must be above 0 and at most 25s");
        }
        if (silenceLimit.isNegative() || silenceLimit.isZero()) {
            throw new IllegalArgumentException("stack.edge.silence-limit must be above 0");
        }
    }

    /** How long a call may take. */
    public CallLimits callLimits() {
        return new CallLimits(upstreamLimit, ANSWER, silenceLimit);
    }

    /** Limits of the way out. */
    public EgressProperties egress() {
        EgressProperties defaults = EgressProperties.defaults();
        return allowPrivateUpstreams ? defaults.withPrivateUpstreams() : defaults;
    }
}
