// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.api.IssuedPassport;
import dev.stack.command.agent.CanaryAgents;
import dev.stack.command.decision.Decisions;
import dev.stack.command.passport.PassportCommand.IssuePassport;
import dev.stack.command.passport.PassportCommand.RevokePassport;
import dev.stack.command.revocation.Drills;
import dev.stack.command.revocation.Drills.Measured;
import dev.stack.command.revocation.LastDrill;
import dev.stack.command.system.SystemRecord;
import dev.stack.events.SystemEvent.RevocationDrilled;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.revocation.EdgeRegister.Canary;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Jti;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/**
 * Issues a passport, revokes it the way every passport is revoked, and measures when each edge refuses it. Unless an agent
 * is named, the passport is that of an agent made for the drill and deleted after it.
 */
@Component
final class RevocationDrill {

    private static final String REASON = "revocation drill";
    private static final double MICROS = 1_000.0;

    private final Decisions decisions;
    private final CommandGateway commands;
    private final CanaryAgents agents;
    private final Drills drills;
    private final LastDrill last;
    private final SecureRandom random;
    private final Clock clock;

    RevocationDrill(
            Decisions decisions,
            CommandGateway commands,
            CanaryAgents agents,
            Drills drills,
            LastDrill last,
            SecureRandom random,
            Clock clock) {
        this.decisions = decisions;
        this.commands = commands;
        this.agents = agents;
        this.drills = drills;
        this.last = last;
        this.random = random;
        this.clock = clock;
    }

    /** With an agent of its own. */
    DrillAnswer run(Caller caller) {
        AgentId agent = agents.register(caller);
        try {
            return run(agent, caller);
        } finally {
            agents.delete(agent, caller);
        }
    }

    /** With a passport of this agent. */
    DrillAnswer run(AgentId agent, Caller caller) {
        var canary = new Canary(Id.mint("drill_", random), caller.operator(), Jti.mint(random));
        IssuedPassport _ = decisions.decide(new IssuePassport(canary.jti(), request(agent), caller));
        try {
            drills.lay(canary);
            Measured measured = drills.measure(canary, () -> revoke(canary, caller));
            return recorded(agent, canary, measured);
        } finally {
            drills.clear(canary);
        }
    }

    private void revoke(Canary canary, Caller caller) {
        RevokedPassport _ = decisions.decide(new RevokePassport(canary.jti(), REASON, caller));
    }

    private DrillAnswer recorded(AgentId agent, Canary canary, Measured measured) {
        List<Long> sorted = measured.micros().values().stream().sorted().toList();
        var event = new RevocationDrilled(
                canary.operator(),
                agent,
                canary.jti(),
                measured.micros(),
                List.copyOf(measured.silent()),
                rank(sorted, 50),
                rank(sorted, 99),
                rank(sorted, 100));
        commands.sendAndWait(new SystemRecord(event));
        Instant now = clock.instant();
        last.set(new LastDrill.Result(
                now, sorted.size(), event.silent().size(), event.p50Micros(), event.p99Micros(), event.maxMicros()));
        return new DrillAnswer(
                agent,
                canary.jti(),
                now,
                measured.micros().entrySet().stream()
                        .map(edge -> new DrillAnswer.Edge(edge.getKey(), edge.getValue() / MICROS))
                        .toList(),
                event.silent(),
                event.p50Micros() / MICROS,
                event.p99Micros() / MICROS,
                event.maxMicros() / MICROS);
    }

    /** The nearest rank; 0 of nothing. */
    private static long rank(List<Long> sorted, int percent) {
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private static IssueRequest request(AgentId agent) {
        var intent = new JsonObject(Map.of("summary", new JsonString(REASON), "services", new JsonArray(List.of())));
        var body = new JsonObject(Map.of("ttl_seconds", JsonNumber.of(IssueRequest.TTL_MIN), "intent", intent));
        return IssueRequest.read(agent, null, Members.of(body));
    }
}
