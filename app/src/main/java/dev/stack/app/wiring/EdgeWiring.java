// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import com.zaxxer.hikari.HikariDataSource;
import dev.stack.edge.egress.OwnListeners;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
    OwnListeners ownListeners(OwnPorts ports, HikariDataSource database) {
        Set<InetSocketAddress> databases = addresses(database.getJdbcUrl());
        return OwnListeners.of(() -> Set.copyOf(ports.ports), () -> databases);
    }

    private static Set<InetSocketAddress> addresses(String url) {
        var properties = Driver.parseURL(url, null);
        if (properties == null) {
            throw new IllegalStateException("the pool's address is none of PostgreSQL");
        }
        int port = Integer.parseInt(String.valueOf(PGProperty.PG_PORT.getOrDefault(properties)));
        try {
            return Arrays.stream(InetAddress.getAllByName(PGProperty.PG_HOST.getOrDefault(properties)))
                    .map(address -> new InetSocketAddress(address, port))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException("the database's host has no address", unknown);
        }
    }
}
