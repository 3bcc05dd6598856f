// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.decision.Command;
import dev.stack.vocabulary.Caller;

/**
 * Ends every passport that carries an identity claim, for whoever finds that the claim holds no longer.
 *
 * @param claim id of the claim
 */
public record RevokeClaimed(String claim, String reason, Caller caller) implements Command {

    @Override
    public String action() {
        return "passport.revoke";
    }
}
