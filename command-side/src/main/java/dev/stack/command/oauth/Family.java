// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.command.login.SignedIn;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CallerProof;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.util.Optional;
import java.util.Set;

/**
 * What one person let one program do, once.
 *
 * @param keyHash SHA-256 of the API key the person signed in with; without that key it is over
 * @param scopes how far every token of it reaches at most
 */
record Family(
        FamilyId id,
        ClientId client,
        OperatorId operator,
        Role role,
        String actor,
        Optional<byte[]> keyHash,
        Set<ApiScope> scopes) {

    Family {
        scopes = Set.copyOf(scopes);
    }

    static Family begun(FamilyId id, ClientId client, SignedIn who, Set<ApiScope> scopes) {
        return new Family(id, client, who.operator(), who.role(), who.actor(), who.keyHash(), scopes);
    }

    /** As whoever shows one of its access tokens asks. */
    Caller caller(Set<ApiScope> narrowed) {
        return new Caller(operator, role, actor, CallerProof.oauth(narrowed));
    }
}
