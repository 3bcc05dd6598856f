// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.command.connection.ConnectionCommand.AskAgain;
import dev.stack.command.connection.ConnectionCommand.Configure;
import dev.stack.command.connection.ConnectionCommand.ReplaceCredential;
import dev.stack.command.connection.ConnectionCommand.ToggleProxy;
import dev.stack.command.decision.Decisions;
import dev.stack.json.Members;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.CredentialChange;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.util.List;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be done with a connection there is. Each route answers the connection. */
@RestController
@RequestMapping("/v1/services/{connectionId}")
final class ConnectionApi {

    private final ConnectionAccesses accesses;
    private final ConnectRequests requests;
    private final AuthorizationStart authorizations;
    private final Verification verification;
    private final Decisions decisions;

    ConnectionApi(
            ConnectionAccesses accesses,
            ConnectRequests requests,
            AuthorizationStart authorizations,
            Verification verification,
            Decisions decisions) {
        this.accesses = accesses;
        this.requests = requests;
        this.authorizations = authorizations;
        this.verification = verification;
        this.decisions = decisions;
    }

    @PatchMapping
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    ConnectionAnswer configure(Caller caller, @PathVariable ConnectionId connectionId, Members body) {
        return decisions.decide(new Configure(connectionId, body, caller));
    }

    @PostMapping("/verify")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    ConnectionAnswer verify(Caller caller, @PathVariable ConnectionId connectionId) {
        return verification.verify(connectionId, caller);
    }

    @PostMapping("/proxy-toggle")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    ConnectionAnswer toggle(Caller caller, @PathVariable ConnectionId connectionId, Members body) {
        boolean enabled =
                body.bool("enabled").orElseThrow(() -> Refusal.invalid("enabled is missing; send true or false."));
        return decisions.decide(new ToggleProxy(connectionId, enabled, caller));
    }

    /** The next call uses it; calls under way end with the one they began with. */
    @PostMapping("/credential")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    ConnectionAnswer replace(Caller caller, @PathVariable ConnectionId connectionId, Members body) {
        GivenCredential credential =
                requests.replacement(body, access(connectionId, caller).provider());
        return decisions.decide(
                new ReplaceCredential(connectionId, null, credential, CredentialChange.ROTATED, null, caller));
    }

    /** Sends a person to the service once more, such as after access was withdrawn there. */
    @PostMapping("/authorize")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.SERVICES_CONNECT)
    ConnectionAnswer authorize(Caller caller, @PathVariable ConnectionId connectionId) {
        String provider = access(connectionId, caller).provider();
        Authorization authorization = authorizations
                .begin(connectionId, provider, List.of(), caller)
                .orElseThrow(() -> Refusal.invalid("The service " + provider + " cannot be connected by OAuth here."
                        + " Replace the credential with POST /v1/services/" + connectionId + "/credential."));
        return decisions.decide(new AskAgain(connectionId, authorization, caller));
    }

    private ConnectionAccess access(ConnectionId connection, Caller caller) {
        return accesses.find(caller.operator(), connection)
                .orElseThrow(() -> Refusal.notFound("Connection", connection.value()));
    }
}
