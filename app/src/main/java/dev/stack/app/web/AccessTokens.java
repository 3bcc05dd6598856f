// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Caller;
import java.util.Optional;

/** What people gave to programs: OAuth access tokens, JWTs whose claim {@code token_use} is {@code access}. */
@FunctionalInterface
public interface AccessTokens {

    /**
     * Whom an access token proves, and with which scopes; empty when it proves nobody, whatever the reason. Nothing of it
     * has been checked before. Throws {@code UNAVAILABLE} when it cannot be known.
     */
    Optional<Caller> verify(String token);
}
