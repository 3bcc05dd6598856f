// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Caller;
import java.util.Optional;

/** The logins of people: JWTs whose claim {@code token_use} is {@code session}. */
@FunctionalInterface
public interface SessionTokens {

    /**
     * Whom a login proves; empty when it proves nobody, whatever the reason. Nothing of it has been checked before.
     * Throws {@code UNAVAILABLE} when it cannot be known.
     */
    Optional<Caller> verify(String token);
}
