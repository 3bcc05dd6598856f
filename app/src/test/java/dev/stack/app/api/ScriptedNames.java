// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import dev.stack.edge.egress.NameLookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names that mean what a test says; every other one means what it means to the operating system. */
@Configuration(proxyBeanMethods = false)
class ScriptedNames {

    private static final Map<String, List<String>> SCRIPT = new ConcurrentHashMap<>();

    /** From now on {@code host}, one of no other test, has these addresses, in every server of this process. */
    static void resolve(String host, String... addresses) {
        SCRIPT.put(host, List.of(addresses));
    }

    @Bean
    NameLookup scriptedNameLookup() {
        NameLookup system = NameLookup.system();
        return new NameLookup() {
            @Override
            public List<InetAddress> addressesOf(String host) throws UnknownHostException {
                List<String> scripted = SCRIPT.get(host);
                return scripted == null ? system.addressesOf(host) : literal(scripted);
            }

            @Override
            public Optional<List<InetAddress>> recent(String host) {
                return system.recent(host);
            }
        };
    }

    private static List<InetAddress> literal(List<String> addresses) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(InetAddress.getByName(address));
        }
        return all;
    }
}
