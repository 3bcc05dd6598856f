// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.redis;

import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Redis, which carries revocations between processes. Without {@code url} the database alone does.
 *
 * @param url {@code redis://host:port}, or {@code rediss://} for TLS; a path is the number of a database
 * @param user the user to log in as; absent: Redis' default user
 * @param passwordFile file that holds the password; absent: none is sent
 * @param timeout how long Redis may take to answer before it counts as lost
 */
@Validated
@ConfigurationProperties("stack.redis")
public record RedisProperties(
        @Nullable @Pattern(regexp = "rediss?://.+", message = "must begin with redis:// or rediss://")
        String url,

        @Nullable String user,
        @Nullable Path passwordFile,
        @DefaultValue("50ms") Duration timeout) {

    /** Where Redis listens unless the URL says otherwise. */
    public static final int PORT = 6_379;

    private static final Duration LIMIT = Duration.ofSeconds(1);

    public RedisProperties {
        if (!timeout.isPositive() || timeout.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException("stack.redis.timeout must be over 0 and at most 1s");
        }
    }
}
