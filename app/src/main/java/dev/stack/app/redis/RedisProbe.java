// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.redis;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Asks once whether the Redis of the settings is there. */
public final class RedisProbe {

    private RedisProbe() {}

    /** Returns when it answered; throws when it does not. */
    public static void ping(RedisProperties settings) {
        LettuceConnectionFactory connections = RedisConfiguration.open(settings, settings.timeout());
        try (RedisConnection connection = connections.getConnection()) {
            connection.ping();
        } finally {
            connections.destroy();
        }
    }
}
