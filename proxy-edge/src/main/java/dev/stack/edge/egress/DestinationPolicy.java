// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.edge.scope.OutboundUrl;
import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.ConnectionAccess;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** Which hosts and addresses a connection's calls may go to. Pure: it asks nobody. */
final class DestinationPolicy {

    private static final Set<String> METADATA_NAMES = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "metadata.azure.internal",
            "metadata.tencentyun.com",
            "metadata.platformequinix.com",
            "metadata.packet.net",
            "instance-data",
            "instance-data.ec2.internal");

    private final AddressTable table = AddressTable.load();
    private final boolean allowPrivate;
    private final OwnListeners ownListeners;

    DestinationPolicy(boolean allowPrivate, OwnListeners ownListeners) {
        this.allowPrivate = allowPrivate;
        this.ownListeners = ownListeners;
    }

    /** Refuses what the URL's text already shows to be wrong. */
    void checkName(OutboundUrl url, ConnectionAccess access) {
        if (!url.scheme().equals("https")) {
            throw EgressRefusals.target("scheme");
        }
        String host = url.host();
        if (isLiteral(host)) {
            throw EgressRefusals.target("url");
        }
        if (METADATA_NAMES.contains(host)) {
            throw EgressRefusals.target("metadata");
        }
        if (access.allowedHosts().stream().noneMatch(allowed -> allowed.admits(host, url.port()))) {
            boolean elsewhere =
                    access.allowedHosts().stream().anyMatch(allowed -> allowed.admits(host, portOf(allowed)));
            throw EgressRefusals.target(elsewhere ? "port" : "host");
        }
    }

    /** Refuses when one of the addresses may not be called. */
    void checkAddresses(OutboundUrl url, ConnectionAccess access, List<InetAddress> addresses) {
        boolean privateAllowed = allowPrivate
                && access.allowPrivateNetwork()
                && access.allowedHosts().stream()
                        .anyMatch(allowed -> allowed.isExact() && allowed.admits(url.host(), url.port()));
        for (InetAddress address : addresses) {
            AddressUse use = table.useOf(address);
            if (use == AddressUse.METADATA) {
                throw EgressRefusals.target("metadata");
            }
            if (ownListeners.owns(address, url.port())) {
                throw EgressRefusals.target("self");
            }
            if (use == AddressUse.BLOCKED || (use == AddressUse.PRIVATE && !privateAllowed)) {
                throw EgressRefusals.target("address");
            }
        }
    }

    /** A last label that is a number makes the whole an address for somebody: no top-level domain is one. */
    private static boolean isLiteral(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        boolean decimal = last.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean hex = last.startsWith("0x")
                && last.substring(2).chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        return decimal || hex;
    }

    private static int portOf(AllowedHost allowed) {
        int colon = allowed.pattern().indexOf(':');
        return colon < 0
                ? AllowedHost.HTTPS_PORT
                : Integer.parseInt(allowed.pattern().substring(colon + 1));
    }
}
