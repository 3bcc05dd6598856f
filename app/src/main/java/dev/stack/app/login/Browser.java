// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.command.login.SignedIn;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;

/**
 * The browser a page is for.
 *
 * @param who is signed in with it
 * @param formToken what its forms must bring back
 */
record Browser(Optional<SignedIn> who, String formToken) {

    /** Who is signed in; refuses when nobody is, which a page shown before would have asked for. */
    SignedIn requireWho() {
        return who.orElseThrow(() -> new Refusal(
                ErrorCode.UNAUTHORIZED, "You are not signed in any more. Go back, reload the page and sign in."));
    }

    @Override
    public String toString() {
        return "Browser[hidden]";
    }
}
