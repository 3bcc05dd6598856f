// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.decision.Command;
import dev.stack.events.Subject;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;

/** Asks for a passport on the authority of another. */
record DelegatePassport(Jti jti, DelegateRequest request, Caller caller) implements Command {

    /** The same, asked by one who has presented the parent. */
    DelegatePassport by(Caller presenting) {
        return new DelegatePassport(jti, request, presenting);
    }

    @Override
    public String action() {
        return "passport.delegate";
    }

    @Override
    public Subject subject() {
        return Subject.of(request.child());
    }
}
