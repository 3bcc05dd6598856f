// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Resolves names, and knows none that lead into the network we stand in. */
final class PublicAddresses implements DnsResolver {

    private final boolean privateAllowed;

    PublicAddresses(boolean privateAllowed) {
        this.privateAllowed = privateAllowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (isNever(address) || (!privateAllowed && isPrivate(address))) {
                throw new UnknownHostException("the name leads to an address that may not be called");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private static boolean isNever(InetAddress address) {
        return address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isMulticastAddress();
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        boolean sharedByCarriers = bytes.length == 4 && first == 100 && (bytes[1] & 0xC0) == 64;
        boolean uniqueLocal = bytes.length == 16 && (first & 0xFE) == 0xFC;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || sharedByCarriers
                || uniqueLocal
                || (bytes.length == 4 && (first == 0 || first >= 240));
    }
}
