// SPDX-License-Identifier: Apache-2.0
package dev.stack.api;

import dev.stack.events.ConnectionState;
import dev.stack.vocabulary.CredentialKind;
import java.util.ArrayList;
import java.util.List;

/** What a connection lacks before it can be called through the proxy. */
final class ConnectionWarnings {

    private ConnectionWarnings() {}

    static List<String> of(ConnectionState state) {
        List<String> warnings = new ArrayList<>();
        if (state.isLive()
                && state.isCustom()
                && state.settings().allowedHosts().isEmpty()) {
            warnings.add(
                    "No hosts are set for this connection: it cannot be called through the proxy yet. Set them with"
                            + " PATCH /v1/services/" + state.connected().connection()
                            + " {\"allowed_hosts\": [\"api.example.com\"]}.");
        }
        if (state.isLive()
                && state.isCustom()
                && state.settings().injection() == null
                && state.kind() != CredentialKind.VALUE) {
            warnings.add("No injection is set for this connection: it cannot be called through the proxy yet. Name the"
                    + " field to send with PATCH /v1/services/"
                    + state.connected().connection()
                    + " {\"injection\": {\"style\": \"bearer\", \"field\": \"token\"}}.");
        }
        return List.copyOf(warnings);
    }
}
