// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import dev.stack.passport.PassportClaims;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Presentation;

/**
 * Decides whether whoever sends a passport, or asks for one, has the key it is bound to. A proof counts once, in all
 * processes together; so each of these is called once for a request, before anything that may be tried again.
 */
public interface Presentations {

    /**
     * How a passport is presented whose token was found well signed.
     *
     * @throws dev.stack.vocabulary.Refusal {@code UNAUTHORIZED} with {@code reason} where it is bound and its key is not
     *     proved; {@code UNAVAILABLE} when that cannot be known
     */
    Presentation of(PassportClaims claims, String token, SentProofs sent);

    /**
     * The thumbprint of the agent's live key that a request for a passport proves.
     *
     * @throws dev.stack.vocabulary.Refusal as above
     */
    String provedKey(AgentId agent, SentProofs sent);

    /** The same, where the request brings a token as well, which its proof names. */
    String provedKey(AgentId agent, String token, SentProofs sent);
}
