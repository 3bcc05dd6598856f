// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.function.Supplier;

/** Where this server and the parts it stands on listen: no call goes there, whatever a connection allows. */
@FunctionalInterface
public interface OwnListeners {

    /** Whether that is one of ours. */
    boolean owns(InetAddress address, int port);

    /**
     * Ports on this machine's addresses, and sockets elsewhere.
     *
     * @param ports asked at each call, since a server may choose its port when it starts
     * @param elsewhere such as a database on another machine
     */
    static OwnListeners of(Supplier<Set<Integer>> ports, Supplier<Set<InetSocketAddress>> elsewhere) {
        return (address, port) -> (ports.get().contains(port) && isOfThisMachine(address))
                || elsewhere.get().contains(new InetSocketAddress(address, port));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return true;
        }
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            throw new UncheckedIOException(unknown);
        }
    }
}
