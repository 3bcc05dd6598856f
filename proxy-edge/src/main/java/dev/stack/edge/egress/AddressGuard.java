// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.net.InetAddress;

/** Which addresses may be called by whoever calls an address that came from outside without a connection. */
public final class AddressGuard {

    private final AddressTable table = AddressTable.load();
    private final boolean allowPrivate;

    /** {@code allowPrivate}: private and loopback ones too, never those of clouds' metadata or the local link. */
    public AddressGuard(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    public boolean admits(InetAddress address) {
        return switch (table.useOf(address)) {
            case PUBLIC -> true;
            case PRIVATE -> allowPrivate;
            case BLOCKED, METADATA -> false;
        };
    }
}
