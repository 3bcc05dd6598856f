// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.command.passport.PassportProperties;
import jakarta.validation.constraints.Min;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How agents prove themselves with keys of their own.
 *
 * @param publicUrl address under which clients call this server, as proofs of possession name it; empty = the issuer
 * @param proofsPerMinute most signed texts of agents one process takes in a minute: each is remembered for up to two
 *     minutes, and when no more can be remembered none is taken
 */
@Validated
@ConfigurationProperties("stack.agent-key")
public record AgentKeyProperties(
        @Nullable URI publicUrl,
        @DefaultValue("600000") @Min(1) int proofsPerMinute) {

    /** What was called when {@code path} was asked for. */
    URI target(String path, PassportProperties passports) {
        String base = (publicUrl == null ? passports.issuer() : publicUrl).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
