// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads an address we or an agent will send credentials to: https, a host by its name, nothing of a user. */
final class HttpsAddress {

    private HttpsAddress() {}

    /** The address, or a refusal that names the member it came in. */
    static URI read(String member, String text) {
        try {
            URI address = new URI(text);
            boolean plain = "https".equals(address.getScheme())
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null
                    && address.getRawQuery() == null
                    && address.getHost() != null
                    && address.getHost().equals(address.getHost().toLowerCase(Locale.ROOT));
            if (plain) {
                new AllowedHost(address.getHost()); // no IP address, whole labels
                return address;
            }
        } catch (URISyntaxException | Refusal unfit) {
            // said below
        }
        throw Refusal.invalid(member + " must be an address like https://acme.example: https, a host name in lower case"
                + " and no IP address, without user, query or fragment.");
    }
}
