// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import dev.stack.edge.egress.AddressGuard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Resolves names, and knows none that lead where nobody may call. */
final class GuardedNames implements DnsResolver {

    private final AddressGuard guard;

    GuardedNames(AddressGuard guard) {
        this.guard = guard;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (!guard.admits(address)) {
                throw new UnknownHostException("the name leads to an address that may not be called");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
