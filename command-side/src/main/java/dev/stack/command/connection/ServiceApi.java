// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.command.connection.ConnectionCommand.Disconnect;
import dev.stack.command.decision.Decisions;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.Members;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Services: what there is to connect, and connecting it. */
@RestController
@RequestMapping("/v1/services")
final class ServiceApi {

    private final ServiceCatalog catalog;
    private final OAuthClients clients;
    private final ConnectRequests requests;
    private final Decisions decisions;

    ServiceApi(ServiceCatalog catalog, OAuthClients clients, ConnectRequests requests, Decisions decisions) {
        this.catalog = catalog;
        this.clients = clients;
        this.requests = requests;
        this.decisions = decisions;
    }

    /** OAuth is offered where this server has a registration at the service. */
    @GetMapping
    @Requires(Role.READONLY)
    @Scoped(ApiScope.SERVICES_READ)
    JsonArray all() {
        return catalog.toJson(service -> clients.of(service.provider()).isPresent());
    }

    @GetMapping("/templates")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.SERVICES_READ)
    JsonArray templates() {
        return catalog.templates();
    }

    @PostMapping("/connect")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    ConnectionAnswer connect(Caller caller, Members body) {
        return decisions.decide(requests.fromCatalog(body, caller));
    }

    @PostMapping("/custom")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    ConnectionAnswer custom(Caller caller, Members body) {
        return decisions.decide(requests.custom(body, caller));
    }

    /** The second path is the one of clients up to 0.10. */
    @DeleteMapping({"/{connectionId}/disconnect", "/connections/{connectionId}"})
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    ConnectionAnswer disconnect(Caller caller, @PathVariable ConnectionId connectionId) {
        return decisions.decide(new Disconnect(connectionId, caller));
    }
}
