// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Caller;
import java.util.Optional;

/** What agents sign with their own keys, one for each request: JWTs for the audience {@code stack:agent}. */
@FunctionalInterface
public interface AgentTokens {

    /**
     * Which agent a token proves; empty when it proves none, whatever the reason. A token proves it once. Nothing of it has
     * been checked before. Throws {@code UNAVAILABLE} when it cannot be known.
     */
    Optional<Caller> verify(String token);
}
