// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.command.agent.Agent;
import dev.stack.command.agentkey.AgentKeyCommand.EnrolKey;
import dev.stack.command.agentkey.AgentKeyCommand.RevokeKey;
import dev.stack.command.agentkey.AgentKeyLookup.LiveKey;
import dev.stack.command.agentkey.EnrolmentChallenges.Challenge;
import dev.stack.command.agentkey.KeyEnrolment.Enrolled;
import dev.stack.command.agentkey.KeyEnrolment.Revoked;
import dev.stack.command.decision.Decisions;
import dev.stack.command.decision.StateReader;
import dev.stack.events.AgentEvent;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.passport.Jwks;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import dev.stack.vocabulary.TakesTicket;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Keys of an agent: enrolled, listed, ended. */
@RestController
@RequestMapping("/v1/agents/{agentId}")
final class AgentKeyApi {

    private static final int SIGNATURE_MAX = 1_024;

    private final Decisions decisions;
    private final StateReader states;
    private final EnrolmentChallenges challenges;
    private final EnrolmentTickets tickets;
    private final AgentKeyLookup keys;

    AgentKeyApi(
            Decisions decisions,
            StateReader states,
            EnrolmentChallenges challenges,
            EnrolmentTickets tickets,
            AgentKeyLookup keys) {
        this.decisions = decisions;
        this.states = states;
        this.challenges = challenges;
        this.tickets = tickets;
        this.keys = keys;
    }

    /** A key as it is listed; {@code lastUsedAt} may be up to a minute behind. */
    record Key(
            String keyThumbprint,
            JsonObject publicKey,
            Instant enrolledAt,
            @Nullable Instant lastUsedAt) {
        static Key of(LiveKey live) {
            return new Key(live.thumbprint(), Jwks.writeKey(live.key()), live.enrolledAt(), live.lastUsedAt());
        }
    }

    @PostMapping("/enrollment-challenge")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    @TakesTicket
    Challenge challenge(Caller caller, @PathVariable AgentId agentId) {
        EnrolmentTickets.requireFor(agentId, caller);
        found(agentId, caller).requireActive();
        tickets.challenge(agentId, caller);
        return challenges.make(agentId, caller);
    }

    @PostMapping("/enroll")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    @TakesTicket
    Enrolled enrol(Caller caller, @PathVariable AgentId agentId, Members body) {
        JsonObject key = body.object("public_key")
                .orElseThrow(() -> Refusal.invalid("public_key is missing; send the key as a JWK."))
                .asObject();
        String challenge = body.requiredText("challenge_id", Id.LENGTH_MAX);
        String signature = body.requiredText("signed_challenge", SIGNATURE_MAX);
        return decisions.decide(new EnrolKey(agentId, key, challenge, signature, caller));
    }

    /** The live keys, the last enrolled first. */
    @GetMapping("/keys")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.AGENTS_READ)
    List<Key> list(Caller caller, @PathVariable AgentId agentId) {
        found(agentId, caller);
        return keys.of(agentId, caller.operator()).stream().map(Key::of).toList();
    }

    @DeleteMapping("/keys/{thumbprint}")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.AGENTS_WRITE)
    Revoked revoke(Caller caller, @PathVariable AgentId agentId, @PathVariable String thumbprint) {
        return decisions.decide(new RevokeKey(agentId, thumbprint, caller));
    }

    private Agent found(AgentId id, Caller caller) {
        return states.current(id, AgentEvent.class, Agent::unborn, Agent::on)
                .filter(agent -> agent.isThereFor(caller))
                .orElseThrow(() -> Refusal.notFound("Agent", id.value()));
    }
}
