// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.FamilyEnd;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.LoginId;
import dev.stack.vocabulary.LoginMeans;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.PersonId;
import java.time.Instant;
import java.util.List;

/**
 * How people come in, and what they let programs do in their name. People stand here by their ids alone; whom an id belongs
 * to is in a table that forgets. A link that is refused is a {@link SystemEvent.DecisionRefused}.
 */
public sealed interface LoginEvent extends DomainEvent {

    /** Somebody may sign in for the operator from now on. */
    @EventName(value = "login.person_added", action = "auth.person_add", layer = Layer.SYSTEM)
    record PersonAdded(OperatorId operator, PersonId person) implements LoginEvent {}

    /** A link to sign in with, good once and until {@code expiresAt}, is about to be sent to the person. */
    @EventName(value = "login.link_sent", action = "auth.link_send", layer = Layer.SYSTEM)
    record LinkSent(OperatorId operator, PersonId person, Instant expiresAt) implements LoginEvent {}

    /** The link was used; it is good for nothing more. */
    @EventName(value = "login.link_used", action = "auth.link_use", layer = Layer.SYSTEM)
    record LinkUsed(OperatorId operator, PersonId person) implements LoginEvent {}

    /** Somebody signed in; {@code actor} is a person, or the holder of an API key by the id that key acts under. */
    @EventName(value = "login.begun", action = "auth.login", layer = Layer.SYSTEM)
    record LoginBegun(OperatorId operator, LoginId login, String actor, LoginMeans means, Instant expiresAt)
            implements LoginEvent {}

    /** Somebody signed out. */
    @EventName(value = "login.ended", action = "auth.logout", layer = Layer.SYSTEM)
    record LoginEnded(OperatorId operator, LoginId login, String actor) implements LoginEvent {}

    /** A program made itself known; nobody has let it do anything yet. */
    @EventName(value = "oauth.client_registered", action = "oauth.register", layer = Layer.SYSTEM)
    record ClientRegistered(OperatorId operator, ClientId client) implements LoginEvent {}

    /**
     * Somebody let a program act in their name.
     *
     * @param family what all tokens that come of it belong to
     * @param scopes what it may do
     */
    @EventName(value = "oauth.consent_given", action = "oauth.consent", layer = Layer.SYSTEM)
    record ConsentGiven(OperatorId operator, FamilyId family, ClientId client, String actor, List<String> scopes)
            implements LoginEvent {

        public ConsentGiven {
            scopes = List.copyOf(scopes);
        }
    }

    /** No token of the family works any more. */
    @EventName(value = "oauth.family_revoked", action = "oauth.revoke", layer = Layer.SYSTEM)
    record FamilyRevoked(OperatorId operator, FamilyId family, ClientId client, FamilyEnd reason)
            implements LoginEvent {}
}
