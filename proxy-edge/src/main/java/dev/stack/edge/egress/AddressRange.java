// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.net.InetAddress;
import java.util.Locale;

/** A row of the table of addresses. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AddressRange(byte[] network, int prefixBits, AddressUse use) {

    /** Reads {@code 10.0.0.0/8}, use and source, with tabs between them. */
    static AddressRange parse(String row) {
        String[] columns = row.split("\t", -1);
        int slash = columns[0].indexOf('/');
        return new AddressRange(
                bytesOf(columns[0].substring(0, slash)),
                Integer.parseInt(columns[0].substring(slash + 1)),
                AddressUse.valueOf(columns[1].toUpperCase(Locale.ROOT)));
    }

    boolean holds(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefixBits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefixBits % 8;
        return rest == 0 || ((address[whole] ^ network[whole]) & 0xFF) >>> (8 - rest) == 0;
    }

    /** Sixteen bytes for every text with a colon: the library turns mapped addresses into four. */
    private static byte[] bytesOf(String text) {
        try {
            byte[] bytes = InetAddress.ofLiteral(text).getAddress();
            return text.indexOf(':') >= 0 && bytes.length == 4 ? Ipv4Inside.mapped(bytes) : bytes;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("not an address: " + text, wrong);
        }
    }
}
