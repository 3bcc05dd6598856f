// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The operating system's lookup, remembered for a second: Java remembers it for half a minute itself, but to ask Java a
 * call must go by another thread, since it may block. Every call checks the addresses anew, remembered or not.
 */
final class RecentNames implements NameLookup {

    private static final int NAMES_MAX = 1_000;
    private static final Duration RECENT = Duration.ofSeconds(1);

    private final Cache<String, List<InetAddress>> recent = Caffeine.newBuilder()
            .maximumSize(NAMES_MAX)
            .expireAfterWrite(RECENT)
            .build();

    @Override
    public List<InetAddress> addressesOf(String host) throws UnknownHostException {
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
        recent.put(host, addresses);
        return addresses;
    }

    @Override
    public Optional<List<InetAddress>> recent(String host) {
        return Optional.ofNullable(recent.getIfPresent(host));
    }
}
