// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.command.decision.Command;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.LoginId;
import dev.stack.vocabulary.LoginMeans;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.PersonId;
import dev.stack.vocabulary.Role;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people, and whoever lets them in, can ask for. */
sealed interface LoginCommand {

    /** Lets somebody sign in for an operator; refused when the address signs in already. */
    record AddPerson(PersonId person, OperatorId operator, Role role, Email email) implements LoginCommand {}

    /** Writes a link down that is about to be sent. */
    record SendLink(
            Person person, byte[] linkHash, @Nullable String wentFrom, Instant sentAt, Instant expiresAt)
            implements LoginCommand {
        @Override
        public String toString() {
            return "SendLink[" + person.id() + "]";
        }
    }

    /** Signs in with a link. */
    record UseLink(byte[] linkHash, LoginId login, Optional<byte[]> cookieHash, Caller caller)
            implements LoginCommand, Command {
        @Override
        public String action() {
            return "auth.link_use";
        }

        @Override
        public Layer layer() {
            return Layer.SYSTEM;
        }

        @Override
        public String toString() {
            return "UseLink[" + login + "]";
        }
    }

    /** Signs in whoever proved in another way who they are. */
    record BeginLogin(SignedIn who, LoginMeans means, Optional<byte[]> cookieHash) implements LoginCommand {}

    /** Signs out. */
    record EndLogin(SignedIn who) implements LoginCommand {}
}
