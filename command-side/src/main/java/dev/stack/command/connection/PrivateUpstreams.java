// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.events.ConnectionSettings;

/** Whether whoever runs this server lets connections reach private and loopback addresses at all. */
@FunctionalInterface
public interface PrivateUpstreams {

    boolean allowed();

    /** The answer, with a warning where a connection was allowed what the server is not. */
    default ConnectionAnswer noted(ConnectionAnswer answer, ConnectionSettings settings) {
        return settings.allowPrivateNetwork() && !allowed()
                ? answer.withWarning("allow_private_network has no effect on this server: it was started without"
                        + " --allow-private-upstreams.")
                : answer;
    }
}
