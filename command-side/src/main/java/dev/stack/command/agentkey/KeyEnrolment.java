// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.command.agent.Agent;
import dev.stack.command.agent.Agents;
import dev.stack.command.agentkey.AgentKeyCommand.EnrolKey;
import dev.stack.command.agentkey.AgentKeyCommand.RevokeKey;
import dev.stack.command.ledger.Guards;
import dev.stack.command.passport.Revocations;
import dev.stack.json.Members;
import dev.stack.passport.Base64Url;
import dev.stack.passport.Ed25519;
import dev.stack.passport.Jwks;
import dev.stack.passport.PublicKey;
import dev.stack.passport.Thumbprint;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Decides which keys prove an agent. The passports bound to a key end with it, in the same transaction. */
@Component
final class KeyEnrolment {

    /** Live keys of one agent; the longest unused gives way. */
    private static final int KEYS_MAX = 8;

    private static final String REVOKED = "Agent key revoked";

    private final Repository<Agent> agents;
    private final AgentKeyLookup keys;
    private final EnrolmentChallenges challenges;
    private final EnrolmentTickets tickets;
    private final Revocations revocations;
    private final Ed25519 ed25519;
    private final Clock clock;

    KeyEnrolment(
            Repository<Agent> agents,
            AgentKeyLookup keys,
            EnrolmentChallenges challenges,
            EnrolmentTickets tickets,
            Revocations revocations,
            Ed25519 ed25519,
            Clock clock) {
        this.agents = agents;
        this.keys = keys;
        this.challenges = challenges;
        this.tickets = tickets;
        this.revocations = revocations;
        this.ed25519 = ed25519;
        this.clock = clock;
    }

    /** A key that was enrolled. */
    record Enrolled(AgentId agentId, Instant enrolledAt, String keyThumbprint) {}

    /** A key that was ended, and how many passports ended with it. */
    record Revoked(AgentId agentId, String keyThumbprint, Instant revokedAt, int revokedPassports) {}

    @CommandHandler
    Enrolled enrol(EnrolKey command) {
        Instant now = clock.instant();
        Aggregate<Agent> agent = Agents.load(agents, command.agent(), command.caller());
        EnrolmentTickets.requireFor(command.agent(), command.caller());
        agent.execute(Agent::requireActive);
        PublicKey key = Jwks.parseKey(Members.of(command.publicKey()));
        requireSigned(challenges.waiting(command.challenge(), command.agent(), command.caller()), key, command);
        String thumbprint = Thumbprint.of(key);
        Guards.current().add(challenges.use(command.challenge()));
        tickets.use(command.caller()).ifPresent(Guards.current()::add);
        makeRoom(agent, thumbprint, now);
        agent.execute(state -> state.enrol(thumbprint, key, now));
        return new Enrolled(command.agent(), now, thumbprint);
    }

    @CommandHandler
    Revoked revoke(RevokeKey command) {
        Instant now = clock.instant();
        Aggregate<Agent> agent = Agents.load(agents, command.agent(), command.caller());
        if (!agent.invoke(state -> state.revokeKey(command.thumbprint(), REVOKED, now))) {
            throw Refusal.notFound("Agent key", shown(command.thumbprint()));
        }
        int ended = endBound(command, now);
        return new Revoked(command.agent(), command.thumbprint(), now, ended);
    }

    private int endBound(RevokeKey command, Instant now) {
        return revocations
                .boundTo(command.caller().operator(), command.agent(), command.thumbprint(), REVOKED, now)
                .total();
    }

    /** Over the text as it was sent: nothing is decoded (contract 2.3). */
    private void requireSigned(String challenge, PublicKey key, EnrolKey command) {
        byte[] message = challenge.getBytes(StandardCharsets.UTF_8);
        boolean good = Base64Url.decode(command.signature())
                .filter(signature -> signature.length == Ed25519.SIGNATURE_BYTES)
                .filter(signature -> ed25519.verify(key.bytes(), message, signature))
                .isPresent();
        if (!good) {
            throw Refusal.invalid(
                    "signed_challenge is no signature of the challenge's text by public_key. Sign the UTF-8"
                            + " bytes of the text as it came, and send 64 bytes as base64url without padding.");
        }
    }

    private void makeRoom(Aggregate<Agent> agent, String thumbprint, Instant now) {
        Set<String> live = agent.invoke(Agent::keys);
        if (live.size() < KEYS_MAX || live.contains(thumbprint)) {
            return;
        }
        AgentId id = agent.invoke(Agent::id);
        keys.longestUnused(id).ifPresent(gone -> {
            agent.execute(state -> state.revokeKey(gone, "Gave way to a newer key", now));
            revocations.boundTo(agent.invoke(Agent::operator), id, gone, REVOKED, now);
        });
    }

    private static String shown(String thumbprint) {
        return Thumbprint.isOne(thumbprint) ? thumbprint : "of that name";
    }
}
