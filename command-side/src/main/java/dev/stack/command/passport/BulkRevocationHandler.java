// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.agent.Agent;
import dev.stack.command.agent.Agents;
import dev.stack.command.passport.BulkRevocation.RevokeAgent;
import dev.stack.command.passport.BulkRevocation.RevokeAll;
import dev.stack.command.passport.BulkRevocation.RevokeSession;
import dev.stack.command.passport.Revocations.Ended;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Ends passports by agent, by session, by identity claim, or all of an operator's. */
@Component
final class BulkRevocationHandler {

    private final Repository<Agent> agents;
    private final Revocations revocations;
    private final Clock clock;

    BulkRevocationHandler(Repository<Agent> agents, Revocations revocations, Clock clock) {
        this.agents = agents;
        this.revocations = revocations;
        this.clock = clock;
    }

    @CommandHandler
    Revoked revoke(RevokeAgent command) {
        Agents.load(agents, command.agent(), command.caller());
        Instant now = clock.instant();
        return Revoked.of(
                revocations.ofAgent(command.caller().operator(), command.agent(), command.reason(), now), now);
    }

    @CommandHandler
    Revoked revoke(RevokeSession command) {
        Instant now = clock.instant();
        return Revoked.of(
                revocations.ofSession(command.caller().operator(), command.session(), command.reason(), now), now);
    }

    @CommandHandler
    int revoke(RevokeClaimed command) {
        return revocations
                .ofClaim(command.caller().operator(), command.claim(), command.reason(), clock.instant())
                .total();
    }

    @CommandHandler
    Revoked revoke(RevokeAll command) {
        Instant now = clock.instant();
        return Revoked.of(revocations.ofOperator(command.caller().operator(), command.reason(), now), now);
    }

    /** How many ended of those that were meant, and how many they took along. */
    record Revoked(int revokedCount, int cascadedCount, Instant revokedAt, List<String> edgesPending) {
        static Revoked of(Ended ended, Instant at) {
            return new Revoked(ended.count(), ended.cascaded().size(), at, List.of());
        }

        Revoked pending(List<String> edges) {
            return new Revoked(revokedCount, cascadedCount, revokedAt, edges);
        }
    }
}
