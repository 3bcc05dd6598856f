// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.decision.Command;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the next passport of a session, by the token of the one before.
 *
 * @param proved thumbprint of the key to bind it to, where the one before was bound to none, or {@code null}
 */
record RefreshPassport(
        String token,
        Jti next,
        @Nullable Integer ttlSeconds,
        @Nullable String proved,
        Caller caller) implements Command {

    @Override
    public String action() {
        return "passport.refresh";
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "RefreshPassport[next=" + next + "]";
    }
}
