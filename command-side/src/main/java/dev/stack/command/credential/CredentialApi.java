// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.command.connection.ConnectionAccesses;
import dev.stack.command.connection.ConnectionCredentials;
import dev.stack.command.credential.RetrieveCredential.Wanted;
import dev.stack.command.decision.Decisions;
import dev.stack.command.passport.PassportHeader;
import dev.stack.vault.Credential;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Credentials in clear. The order never changes: decide, record, open, answer. */
@RestController
@RequestMapping("/v1/credentials")
final class CredentialApi {

    private final Decisions decisions;
    private final ConnectionAccesses accesses;
    private final ConnectionCredentials credentials;

    CredentialApi(Decisions decisions, ConnectionAccesses accesses, ConnectionCredentials credentials) {
        this.decisions = decisions;
        this.accesses = accesses;
        this.credentials = credentials;
    }

    @GetMapping("/{provider}")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.CREDENTIALS_READ)
    @OpenToAgents
    CredentialAnswer ofProvider(
            Caller caller,
            @PathVariable String provider,
            @RequestHeader(name = PassportHeader.NAME, required = false) @Nullable String passport) {
        return retrieve(new Wanted.OfProvider(provider), passport, caller);
    }

    @GetMapping("/by-connection/{connectionId}")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.CREDENTIALS_READ)
    @OpenToAgents
    CredentialAnswer ofConnection(
            Caller caller,
            @PathVariable ConnectionId connectionId,
            @RequestHeader(name = PassportHeader.NAME, required = false) @Nullable String passport) {
        return retrieve(new Wanted.OfConnection(connectionId), passport, caller);
    }

    private CredentialAnswer retrieve(Wanted wanted, @Nullable String passport, Caller caller) {
        PassportToken token = passport == null ? null : new PassportToken(passport);
        Retrieval recorded = decisions.decide(new RetrieveCredential(wanted, token, caller));
        ConnectionAccess access =
                accesses.find(caller.operator(), recorded.connection()).orElseThrow(() -> gone(recorded));
        try (Credential credential = credentials.open(credentials.fresh(access)).orElseThrow(() -> gone(recorded))) {
            return CredentialAnswer.of(recorded.provider(), credential);
        }
    }

    private static Refusal gone(Retrieval recorded) {
        return Refusal.notFound(
                "Credential of connection", recorded.connection().value());
    }
}
