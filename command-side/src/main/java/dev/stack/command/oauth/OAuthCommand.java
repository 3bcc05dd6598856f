// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.FamilyEnd;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.OperatorId;
import java.time.Instant;

/** What is decided about programs that act for people. */
sealed interface OAuthCommand {

    /** Writes a program down. */
    record RegisterClient(Client client, Instant at) implements OAuthCommand {}

    /** Lets a program act, and gives it a code. */
    record GiveConsent(Family family, NewCode code) implements OAuthCommand {}

    /** Lets a program act that waits elsewhere. */
    record AgreeToDevice(Family family, byte[] userCodeHash) implements OAuthCommand {
        @Override
        public String toString() {
            return "AgreeToDevice[" + family.id() + "]";
        }
    }

    /** Ends everything that came of one consent. Doing it twice changes nothing. */
    record RevokeFamily(FamilyId family, OperatorId operator, ClientId client, FamilyEnd reason)
            implements OAuthCommand {}
}
