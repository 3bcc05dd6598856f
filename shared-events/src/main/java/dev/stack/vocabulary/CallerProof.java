// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which credential a caller was proved, and what that credential says besides who it is.
 *
 * @param kind the kind of credential
 * @param agent of an agent's key: the agent that calls; of a ticket: the one agent it is good for; otherwise {@code null}
 * @param scopes of an access token: what the person let the program do; otherwise empty
 * @param reference of an agent's key: its thumbprint (RFC 7638); of a ticket and of a recalled API key: the hex SHA-256 of its
 *     text; of a login: its id; otherwise {@code null}
 */
public record CallerProof(
        Kind kind,
        @Nullable AgentId agent,
        Set<ApiScope> scopes,
        @Nullable String reference) {

    /** An operator's or a member's API key. */
    public static final CallerProof API_KEY = new CallerProof(Kind.API_KEY, null, Set.of(), null);

    /** A person's login. */
    public static final CallerProof SESSION = new CallerProof(Kind.SESSION, null, Set.of(), null);

    /** The kinds of credential. */
    public enum Kind {
        API_KEY,
        SESSION,
        OAUTH,
        AGENT_KEY,
        TICKET;

        /** The word in entries of the ledger. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CallerProof {
        scopes = Set.copyOf(scopes);
    }

    /**
     * An API key that was live a moment ago. Good for a call alone, which asks whether it still is before anything leaves.
     *
     * @param hash hex SHA-256 of its text
     */
    public static CallerProof recalledKey(String hash) {
        return new CallerProof(Kind.API_KEY, null, Set.of(), hash);
    }

    /** A person's login of that id. */
    public static CallerProof session(LoginId login) {
        return new CallerProof(Kind.SESSION, null, Set.of(), login.value());
    }

    /** An access token that a person gave to a program. */
    public static CallerProof oauth(Set<ApiScope> scopes) {
        return new CallerProof(Kind.OAUTH, null, scopes, null);
    }

    /** A token signed by a key of that agent. */
    public static CallerProof agentKey(AgentId agent, String thumbprint) {
        return new CallerProof(Kind.AGENT_KEY, agent, Set.of(), thumbprint);
    }

    /** A ticket with which that one agent enrols a key. */
    public static CallerProof ticket(AgentId agent, String hash) {
        return new CallerProof(Kind.TICKET, agent, Set.of(), hash);
    }
}
