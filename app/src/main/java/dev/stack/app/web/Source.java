// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a request comes from, as far as it can be held to account: an IPv4 address, or the /64 an IPv6 caller is given
 * whole.
 */
record Source(String name) {

    private static final int NETWORK_BYTES = 8;

    static Source of(HttpServletRequest request) {
        return of(request.getRemoteAddr());
    }

    static Source of(String address) {
        if (address.indexOf(':') < 0) {
            return new Source(address);
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            boolean mapped = bytes.length == 4;
            return mapped
                    ? new Source(InetAddress.getByAddress(bytes).getHostAddress())
                    : new Source(HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64");
        } catch (IllegalArgumentException | UnknownHostException notAnAddress) {
            return new Source("unknown");
        }
    }
}
