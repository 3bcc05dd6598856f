// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The IPv4 addresses an IPv6 address carries, by each of the ways there are to carry one. */
final class Ipv4Inside {

    private static final int[] NAT64_LOCAL_PLACES = {6, 7, 9, 10};

    private Ipv4Inside() {}

    /** Every IPv4 address that may be meant; empty for IPv4, and where none is. */
    static List<byte[]> of(byte[] address) {
        List<byte[]> inside = new ArrayList<>();
        if (address.length != 16) {
            return inside;
        }
        if (startsWith(address, 0, 0, 0, 0, 0, 0, 0, 0) || isNat64(address)) {
            // Compatible, mapped, translated, and the well-known NAT64 prefix.
            inside.add(Arrays.copyOfRange(address, 12, 16));
        }
        if (startsWith(address, 0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01)) {
            inside.add(Arrays.copyOfRange(address, 12, 16));
            inside.add(pick(address, NAT64_LOCAL_PLACES));
        }
        if (startsWith(address, 0x20, 0x02)) {
            inside.add(Arrays.copyOfRange(address, 2, 6));
        }
        if (startsWith(address, 0x20, 0x01, 0, 0)) {
            byte[] client = Arrays.copyOfRange(address, 12, 16);
            for (int i = 0; i < client.length; i++) {
                client[i] = (byte) ~client[i];
            }
            inside.add(client);
            inside.add(Arrays.copyOfRange(address, 4, 8));
        }
        if ((address[8] & 0xFD) == 0 && address[9] == 0 && address[10] == 0x5E && address[11] == (byte) 0xFE) {
            // ISATAP (RFC 5214 section 6.1), below any prefix.
            inside.add(Arrays.copyOfRange(address, 12, 16));
        }
        return inside;
    }

    /** The IPv4-mapped form of four bytes. */
    static byte[] mapped(byte[] ipv4) {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        System.arraycopy(ipv4, 0, mapped, 12, 4);
        return mapped;
    }

    private static boolean isNat64(byte[] address) {
        return startsWith(address, 0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static byte[] pick(byte[] address, int[] places) {
        byte[] picked = new byte[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = address[places[i]];
        }
        return picked;
    }

    private static boolean startsWith(byte[] address, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (address[i] != (byte) prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
