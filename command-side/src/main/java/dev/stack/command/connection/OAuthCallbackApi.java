// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.api.ConnectionAnswer;
import dev.stack.command.connection.Authorizations.Returned;
import dev.stack.command.connection.ConnectionCommand.Fail;
import dev.stack.command.connection.ConnectionCommand.ReplaceCredential;
import dev.stack.command.connection.oauth.TokenAnswer;
import dev.stack.command.connection.oauth.TokenAnswer.Granted;
import dev.stack.command.connection.oauth.TokenEndpoint;
import dev.stack.command.connection.oauth.TokenRequest;
import dev.stack.command.decision.Decisions;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.CredentialChange;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Visitor;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where services send people back to. The state says for whom; nothing else in the request is believed. */
@RestController
final class OAuthCallbackApi {

    private static final int TEXT_MAX = 4_096;

    private final Authorizations authorizations;
    private final OAuthClients clients;
    private final TokenEndpoint endpoint;
    private final Decisions decisions;
    private final Clock clock;

    OAuthCallbackApi(
            Authorizations authorizations,
            OAuthClients clients,
            TokenEndpoint endpoint,
            Decisions decisions,
            Clock clock) {
        this.authorizations = authorizations;
        this.clients = clients;
        this.endpoint = endpoint;
        this.decisions = decisions;
        this.clock = clock;
    }

    @GetMapping("/v1/oauth/callback")
    @Public
    Done back(
            Visitor visitor,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String error) {
        Returned returned = returned(state, visitor);
        var caller = new Caller(
                returned.operator(), Role.STANDARD, returned.operator().value());
        if (error != null || code == null || code.isEmpty() || code.length() > TEXT_MAX) {
            decisions.decide(new Fail(returned.connection(), 0, "The service did not give access.", caller));
            throw Refusal.invalid("The service did not give access to connection " + returned.connection()
                    + ". Start again with POST /v1/services/" + returned.connection() + "/authorize.");
        }
        ConnectionAnswer answer =
                switch (redeem(returned, code)) {
                    case Outcome(Granted granted, Instant asked) ->
                        decisions.decide(new ReplaceCredential(
                                returned.connection(),
                                null,
                                OAuthCredentials.of(granted, null, asked),
                                CredentialChange.AUTHORIZED,
                                granted.scopes(),
                                caller));
                    case Outcome(TokenAnswer.Refused(String word), Instant _) ->
                        throw invalidCode(returned, caller, word);
                    case Outcome(TokenAnswer.Unclear(String why), Instant _) ->
                        throw new Refusal(
                                ErrorCode.UPSTREAM_ERROR,
                                returned.provider() + " gave no access: " + why
                                        + ". Start again with POST /v1/services/" + returned.connection()
                                        + "/authorize.");
                };
        return new Done(answer.id(), answer.provider(), answer.status(), "Connected. This window can be closed.");
    }

    private Returned returned(@Nullable String state, Visitor visitor) {
        if (state == null || state.isEmpty() || state.length() > TEXT_MAX) {
            throw Refusal.invalid("state is missing. Start again with POST /v1/services/connect.");
        }
        return authorizations
                .take(state)
                .filter(returned -> visitor.caller()
                        .map(caller -> caller.operator().equals(returned.operator()))
                        .orElse(true))
                .orElseThrow(() -> Refusal.invalid("state is unknown, was used already or is older than ten minutes."
                        + " Start again with POST /v1/services/connect."));
    }

    private Outcome redeem(Returned returned, String code) {
        OAuthClient client = clients.of(returned.provider())
                .orElseThrow(() ->
                        Refusal.invalid("This server has no OAuth client for " + returned.provider() + " any more."));
        Instant asked = clock.instant();
        try (SecretBytes verifier = authorizations.verifier(returned);
                TokenRequest request =
                        TokenRequest.ofCode(code, verifier, authorizations.redirectUri(), client.login())) {
            return new Outcome(TokenAnswer.read(endpoint.post(client.tokenUrl(), request)), asked);
        } catch (IOException unreachable) {
            return new Outcome(new TokenAnswer.Unclear("its token endpoint did not answer"), asked);
        }
    }

    private Refusal invalidCode(Returned returned, Caller caller, String word) {
        decisions.decide(new Fail(
                returned.connection(), 0, "The service did not take the code it gave (" + word + ").", caller));
        return Refusal.invalid(returned.provider() + " did not take the code (" + word + "). Start again with POST"
                + " /v1/services/" + returned.connection() + "/authorize.");
    }

    private record Outcome(TokenAnswer answer, Instant asked) {}

    /** What the person sees. */
    record Done(ConnectionId connectionId, String provider, ConnectionStatus status, String message) {}
}
