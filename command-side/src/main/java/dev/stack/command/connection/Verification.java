// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.command.connection.CatalogService.Check;
import dev.stack.command.connection.ConnectionCommand.Confirm;
import dev.stack.command.connection.ConnectionCommand.Fail;
import dev.stack.command.connection.VerificationResult.Refused;
import dev.stack.command.connection.VerificationResult.Taken;
import dev.stack.command.connection.VerificationResult.Unknown;
import dev.stack.command.decision.Decisions;
import dev.stack.command.decision.StateReader;
import dev.stack.events.ConnectionEvent;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks a service whether it takes the credential. Only its clear word changes the connection, trouble never does. */
@Component
final class Verification {

    private static final int UNAUTHORIZED = 401;

    private final ConnectionAccesses accesses;
    private final ConnectionCredentials credentials;
    private final ServiceCatalog catalog;
    private final ObjectProvider<CredentialCheck> check;
    private final StateReader states;
    private final Decisions decisions;

    Verification(
            ConnectionAccesses accesses,
            ConnectionCredentials credentials,
            ServiceCatalog catalog,
            ObjectProvider<CredentialCheck> check,
            StateReader states,
            Decisions decisions) {
        this.accesses = accesses;
        this.credentials = credentials;
        this.catalog = catalog;
        this.check = check;
        this.states = states;
        this.decisions = decisions;
    }

    ConnectionAnswer verify(ConnectionId id, Caller caller) {
        ConnectionAccess access =
                accesses.find(caller.operator(), id).orElseThrow(() -> Refusal.notFound("Connection", id.value()));
        return switch (test(access)) {
            case Taken(int version) -> decisions.decide(new Confirm(id, version, caller));
            case Refused(int version, String reason) ->
                decisions.<ConnectionAnswer>decide(new Fail(id, version, reason, caller));
            case Unknown(String why) -> asItIs(id, caller).unverified(why);
        };
    }

    private VerificationResult test(ConnectionAccess access) {
        Optional<Check> known = catalog.find(access.provider()).map(CatalogService::check);
        CredentialCheck sender = check.getIfAvailable();
        if (access.status() == ConnectionStatus.PENDING) {
            return new Unknown("nobody has agreed at the service yet.");
        }
        if (known.isEmpty()) {
            return new Unknown(
                    "nothing is known of this service that could be asked; its credential is tested by the first call.");
        }
        String url = filled(known.get().url(), access.placeholders());
        if (url.contains("{{")) {
            return new Unknown("set instance_url with PATCH /v1/services/" + access.connection() + " first.");
        }
        if (sender == null) {
            return new Unknown("this server has no way out to services.");
        }
        var request = new CredentialCheck.Request(
                known.get().method(), URI.create(url), known.get().body());
        try {
            ConnectionAccess fresh = credentials.fresh(access);
            VerificationResult first = send(sender, fresh, request, known.get());
            return first instanceof Refused && fresh.credentialExpiresAt() != null
                    ? secondTry(sender, fresh, request, known.get())
                    : first;
        } catch (IOException unreachable) {
            return new Unknown("the service did not answer.");
        } catch (Refusal notNow) {
            return new Unknown(notNow.reason());
        }
    }

    /** An OAuth server may have ended the access token early; then the refresh token has the last word. */
    private VerificationResult secondTry(
            CredentialCheck sender, ConnectionAccess refused, CredentialCheck.Request request, Check check)
            throws IOException {
        ConnectionAccess renewed = credentials.renewed(refused);
        return renewed.secretVersion() == refused.secretVersion()
                ? new Unknown("the service refuses the access token, and gives no new one now.")
                : send(sender, renewed, request, check);
    }

    private static VerificationResult send(
            CredentialCheck sender, ConnectionAccess access, CredentialCheck.Request request, Check check)
            throws IOException {
        CredentialCheck.Answer answer = sender.send(access, request);
        if (answer.status() == UNAUTHORIZED) {
            return new Refused(access.secretVersion(), "The service does not take the credential (status 401).");
        }
        if (answer.status() < 200 || answer.status() > 299) {
            return new Unknown("the service answered with status " + answer.status() + ".");
        }
        return VerificationResult.ofBody(access.secretVersion(), answer.body(), check);
    }

    private ConnectionAnswer asItIs(ConnectionId id, Caller caller) {
        return states.current(id, ConnectionEvent.class, Connection::unborn, Connection::on)
                .filter(connection -> connection.isLiveFor(caller))
                .map(Connection::answer)
                .orElseThrow(() -> Refusal.notFound("Connection", id.value()));
    }

    private static String filled(String template, Map<String, String> placeholders) {
        String url = template;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            url = url.replace("{{" + placeholder.getKey() + "}}", withoutSlash(placeholder.getValue()));
        }
        return url;
    }

    private static String withoutSlash(String value) {
        return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    }
}
