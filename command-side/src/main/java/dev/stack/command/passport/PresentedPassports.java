// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.passport.PassportClaims;
import dev.stack.possession.Presentations;
import dev.stack.possession.SentProofs;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Presentation;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks at how a passport is presented whose token came in a request, once, before anything is decided by it. */
@Component
public class PresentedPassports {

    private final OnlineVerification verification;
    private final Presentations presentations;

    PresentedPassports(OnlineVerification verification, Presentations presentations) {
        this.verification = verification;
        this.presentations = presentations;
    }

    /** The caller as one who presented {@code token}; a foreign one is left to whoever looks for it and finds nothing. */
    public Caller present(String token, SentProofs sent, Caller caller) {
        PassportClaims claims = verification.requireOurs(token);
        if (!claims.operator().equals(caller.operator())) {
            return caller;
        }
        return caller.presenting(presentations.of(claims, token, sent));
    }

    /** The key that whoever presented an unbound {@code token} proves besides, if any. */
    Optional<String> provedKey(String token, SentProofs sent, Caller presented) {
        return presented.presentation() == Presentation.BEARER && !sent.areNone()
                ? Optional.of(presentations.provedKey(
                        verification.requireOwn(token, presented).agent(), token, sent))
                : Optional.empty();
    }

    /** What an issue asks for, bound to the key that the request proves, if it proves one. */
    public IssueRequest bind(IssueRequest request, SentProofs sent) {
        return sent.areNone() ? request : request.boundTo(presentations.provedKey(request.agent(), sent));
    }
}
