// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.net.InetAddress;
import java.util.List;

/** A host that may be called, with the addresses that were checked: the call goes to one of them and nowhere else. */
public final class Destination {

    private final String host;
    private final int port;
    private final List<InetAddress> addresses;

    Destination(String host, int port, List<InetAddress> addresses) {
        this.host = host;
        this.port = port;
        this.addresses = List.copyOf(addresses);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    List<InetAddress> addresses() {
        return addresses;
    }

    /** Host and port; the addresses are nobody's business. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
