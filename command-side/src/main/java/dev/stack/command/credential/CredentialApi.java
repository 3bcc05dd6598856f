// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.command.connection.ConnectionAccesses;
import dev.stack.command.connection.ConnectionCredentials;
import dev.stack.command.credential.RetrieveCredential.Wanted;
import dev.stack.command.decision.Decisions;
import dev.stack.command.passport.PassportHeader;
import dev.stack.command.passport.PresentedPassports;
import dev.stack.possession.SentProofs;
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
    private final PresentedPassports presented;
    private final ConnectionAccesses accesses;
    private final ConnectionCredentials credentials;

    CredentialApi(
            Decisions decisions,
            PresentedPassports presented,
            ConnectionAccesses accesses,
            ConnectionCredentials credentials) {
        this.decisions = decisions;
        this.presented = presented;
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
            @RequestHeader(name = PassportHeader.NAME, required = false) @Nullable String passport,
            SentProofs sent) {
        return retrieve(new Wanted.OfProvider(provider), passport, sent, caller);
    }

    @GetMapping("/by-connection/{connectionId}")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.CREDENTIALS_READ)
    @OpenToAgents
    CredentialAnswer ofConnection(
            Caller caller,
            @PathVariable ConnectionId connectionId,
            @RequestHeader(name = PassportHeader.NAME, required = false) @Nullable String passport,
            SentProofs sent) {
        return retrieve(new Wanted.OfConnection(connectionId), passport, sent, caller);
    }

    private CredentialAnswer retrieve(Wanted wanted, @Nullable String passport, SentProofs sent, Caller caller) {
        Retrieval recorded = decisions.decide(asked(wanted, passport, sent, caller));
        ConnectionAccess access =
                accesses.find(caller.operator(), recorded.connection()).orElseThrow(() -> gone(recorded));
        try (Credential credential = credentials.open(credentials.fresh(access)).orElseThrow(() -> gone(recorded))) {
            return CredentialAnswer.of(recorded.provider(), credential);
        }
    }

    private RetrieveCredential asked(Wanted wanted, @Nullable String passport, SentProofs sent, Caller caller) {
        if (passport == null) {
            return new RetrieveCredential(wanted, null, caller);
        }
        var token = new PassportToken(passport);
        var asked = new RetrieveCredential(wanted, token, caller);
        Caller presenting = decisions.beforehand(asked, () -> presented.present(passport, sent, caller));
        return new RetrieveCredential(wanted, token, presenting);
    }

    private static Refusal gone(Retrieval recorded) {
        return Refusal.notFound(
                "Credential of connection", recorded.connection().value());
    }
}
