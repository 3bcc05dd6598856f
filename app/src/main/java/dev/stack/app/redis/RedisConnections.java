// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Makes connections to the Redis of the settings, none of which is opened before it is needed. */
final class RedisConnections {

    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration NO_QUIET = Duration.ZERO;

    private RedisConnections() {}

    /** {@code timeout} bounds every command. */
    static LettuceConnectionFactory open(URI url, @Nullable String user, String password, Duration timeout) {
        var server = new RedisStandaloneConfiguration(
                url.getHost(), url.getPort() < 0 ? RedisProperties.PORT : url.getPort());
        server.setUsername(user);
        server.setPassword(password.isEmpty() ? RedisPassword.none() : RedisPassword.of(password));
        if (url.getPath() != null && url.getPath().length() > 1) {
            server.setDatabase(Integer.parseInt(url.getPath().substring(1)));
        }
        var client = LettuceClientConfiguration.builder()
                .commandTimeout(timeout)
                .shutdownTimeout(Duration.ofMillis(200))
                .shutdownQuietPeriod(NO_QUIET)
                .clientName("stack")
                .clientOptions(ClientOptions.builder()
                        // What cannot be sent now is not sent later: the log is read instead.
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .socketOptions(
                                SocketOptions.builder().connectTimeout(CONNECT).build())
                        .build());
        if (url.getScheme().equals("rediss")) {
            client.useSsl();
        }
        var connections = new LettuceConnectionFactory(server, client.build());
        connections.afterPropertiesSet();
        connections.start();
        return connections;
    }
}
