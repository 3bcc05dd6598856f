// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.redis;

import dev.stack.app.database.PasswordFile;
import dev.stack.edge.revocation.CarriedLog;
import dev.stack.edge.revocation.RevocationFollower;
import dev.stack.revocation.RevocationTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Redis as the transport of revocations, when the settings name one. A Redis that is away stops no start. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("stack.redis.url")
class RedisConfiguration {

    private static final Duration BEYOND_BLOCK = Duration.ofMillis(500);

    @Bean(destroyMethod = "destroy")
    LettuceConnectionFactory redisWriter(RedisProperties settings) {
        return open(settings, settings.timeout());
    }

    @Bean(destroyMethod = "destroy")
    LettuceConnectionFactory redisReader(RedisProperties settings) {
        return open(settings, RedisFeed.BLOCK.plus(BEYOND_BLOCK));
    }

    @Bean
    RevocationTransport redisTransport(LettuceConnectionFactory redisWriter) {
        return new RedisTransport(redisWriter);
    }

    @Bean
    CarriedLog carriedLog() {
        return () -> "redis";
    }

    @Bean(initMethod = "start")
    RedisFeed redisFeed(LettuceConnectionFactory redisReader, RevocationFollower follower) {
        return new RedisFeed(new StringRedisTemplate(redisReader), follower);
    }

    static LettuceConnectionFactory open(RedisProperties settings, Duration timeout) {
        String password = settings.passwordFile() == null
                ? ""
                : PasswordFile.read(settings.passwordFile(), "stack.redis.password-file");
        URI url = URI.create(Objects.requireNonNull(settings.url()));
        return RedisConnections.open(url, settings.user(), password, timeout);
    }
}
