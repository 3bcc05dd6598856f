// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.decision.Command;
import dev.stack.vocabulary.Caller;

/** A known caller had a passport verified. Verifying decides nothing; a refusal is recorded all the same. */
record VerifyPassport(Caller caller) implements Command {

    @Override
    public String action() {
        return "passport.verify";
    }
}
