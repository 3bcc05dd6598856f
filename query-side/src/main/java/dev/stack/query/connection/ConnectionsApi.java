// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.query.view.Reads;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Paged;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows connections; the second path is what clients before 0.15 ask for. */
@RestController
@Reads(ConnectionView.NAME)
final class ConnectionsApi {

    private final ConnectionRows connections;

    ConnectionsApi(ConnectionRows connections) {
        this.connections = connections;
    }

    @GetMapping({"/v1/services/connected", "/v1/services/connections"})
    @Requires(Role.READONLY)
    @Scoped(ApiScope.SERVICES_READ)
    List<ConnectionAnswer> list(Caller caller, @Paged Page page) {
        return connections.list(caller.operator(), page);
    }
}
