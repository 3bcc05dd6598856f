// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import com.zaxxer.hikari.HikariDataSource;
import dev.stack.app.redis.RedisProperties;
import dev.stack.edge.egress.OwnListeners;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the edge must know of the process it runs in. */
@Configuration(proxyBeanMethods = false)
class EdgeWiring {

    /** The ports this process serves, known once it does. */
    static final class OwnPorts implements ApplicationListener<WebServerInitializedEvent> {

        private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

        @Override
        public void onApplicationEvent(WebServerInitializedEvent event) {
            ports.add(event.getWebServer().getPort());
        }
    }

    @Bean
    OwnPorts ownPorts() {
        return new OwnPorts();
    }

    @Bean
    OwnListeners ownListeners(OwnPorts ports, HikariDataSource database, RedisProperties redis) {
        Set<InetSocketAddress> stores = new HashSet<>(database(database.getJdbcUrl()));
        stores.addAll(redis(redis.url()));
        return OwnListeners.of(() -> Set.copyOf(ports.ports), () -> Set.copyOf(stores));
    }

    private static Set<InetSocketAddress> database(String url) {
        var properties = Driver.parseURL(url, null);
        if (properties == null) {
            throw new IllegalStateException("the pool's address is none of PostgreSQL");
        }
        try {
            return addresses(
                    PGProperty.PG_HOST.getOrDefault(properties),
                    Integer.parseInt(String.valueOf(PGProperty.PG_PORT.getOrDefault(properties))));
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException("the database's host has no address", unknown);
        }
    }

    /** A Redis that is away stops no start. */
    private static Set<InetSocketAddress> redis(@Nullable String text) {
        if (text == null) {
            return Set.of();
        }
        URI url = URI.create(text);
        try {
            return addresses(url.getHost(), url.getPort() < 0 ? RedisProperties.PORT : url.getPort());
        } catch (UnknownHostException away) {
            return Set.of();
        }
    }

    private static Set<InetSocketAddress> addresses(@Nullable String host, int port) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .map(address -> new InetSocketAddress(address, port))
                .collect(Collectors.toUnmodifiableSet());
    }
}
