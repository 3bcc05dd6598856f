// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CallerProof;
import dev.stack.vocabulary.LoginId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who signed in and has not signed out.
 *
 * @param actor the id that the record names: a person's, or the one the API key acts under
 * @param keyHash SHA-256 of the API key that proved it; without that key the sign-in is over
 */
public record SignedIn(
        LoginId login, OperatorId operator, Role role, String actor, Optional<byte[]> keyHash, Instant expiresAt) {

    /** As whoever is signed in asks. */
    public Caller caller() {
        return new Caller(operator, role, actor, CallerProof.session(login));
    }

    @Override
    public String toString() {
        return "SignedIn[" + login + "]";
    }
}
