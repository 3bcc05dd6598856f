// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Turns a host name into addresses. */
@FunctionalInterface
public interface NameLookup {

    /** All addresses of {@code host}. May block. */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;

    /** The same, if it is known without asking anybody; never blocks. */
    default Optional<List<InetAddress>> recent(String host) {
        return Optional.empty();
    }

    /** The operating system's. */
    static NameLookup system() {
        return new RecentNames();
    }
}
