// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.command.agentkey.AgentKeyLookup.LiveKey;
import dev.stack.command.agentkey.SpentProofs.Kind;
import dev.stack.command.agentkey.SpentProofs.Spending;
import dev.stack.passport.Ed25519;
import dev.stack.passport.PublicKey;
import dev.stack.possession.AgentToken;
import dev.stack.possession.AgentTokenVerifier;
import dev.stack.status.Checked.Bad;
import dev.stack.status.Checked.Good;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CallerProof;
import dev.stack.vocabulary.Role;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Whom a token proves that an agent signed. A suspended or deleted agent has no keys, so it proves nobody. */
@Component
public class AgentTokenCheck {

    private static final Logger LOG = LoggerFactory.getLogger(AgentTokenCheck.class);

    private final AgentTokenVerifier verifier;
    private final AgentKeyLookup keys;
    private final SpentProofs spent;

    AgentTokenCheck(AgentKeyLookup keys, SpentProofs spent, Clock clock, Ed25519 ed25519) {
        this.verifier = new AgentTokenVerifier(clock, ed25519);
        this.keys = keys;
        this.spent = spent;
    }

    /** The agent that asks, if the token is good and comes for the first time. */
    public Optional<Caller> verify(String token) {
        return switch (verifier.verify(token, this::keysOf)) {
            case Bad<AgentToken> bad -> unproved(bad.reason().wire());
            case Good<AgentToken>(AgentToken good) ->
                switch (spent.spend(
                        Kind.AGENT_TOKEN, good.agent(), good.thumbprint(), good.jti(), good.forgettableAt())) {
                    case Spending.First first -> Optional.of(caller(first, good));
                    case Spending.Again _ -> unproved("replay");
                    case Spending.NoSuchKey _ -> unproved("key");
                };
        };
    }

    private static Caller caller(Spending.First first, AgentToken token) {
        return new Caller(
                first.operator(),
                Role.STANDARD,
                token.agent().value(),
                CallerProof.agentKey(token.agent(), token.thumbprint()));
    }

    private Map<String, PublicKey> keysOf(AgentId agent) {
        return keys.of(agent).stream().collect(Collectors.toMap(LiveKey::thumbprint, LiveKey::key));
    }

    /** Told to nobody but whoever looks after the server. */
    private static Optional<Caller> unproved(String reason) {
        LOG.debug("a token of an agent proves nobody: {}", reason);
        return Optional.empty();
    }
}
