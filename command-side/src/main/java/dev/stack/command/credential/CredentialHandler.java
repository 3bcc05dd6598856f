// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.command.credential.RetrieveCredential.Wanted.OfConnection;
import dev.stack.command.credential.RetrieveCredential.Wanted.OfProvider;
import dev.stack.events.CredentialEvent.CredentialRetrieved;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Decides who may have a credential in clear, and records it. Each retrieval is a stream of its own: none waits. */
@Component
final class CredentialHandler {

    private final Askers askers;
    private final ReachableConnections connections;
    private final EventStore events;
    private final SecureRandom random;
    private final Clock clock;

    CredentialHandler(
            Askers askers, ReachableConnections connections, EventStore events, SecureRandom random, Clock clock) {
        this.askers = askers;
        this.connections = connections;
        this.events = events;
        this.random = random;
        this.clock = clock;
    }

    /** Opens nothing: what is returned may be opened once the entry is durable. */
    @CommandHandler
    Retrieval retrieve(RetrieveCredential command) {
        Caller caller = command.caller();
        Asker asker = askers.of(caller, command.passport());
        asker.requireClear();
        ConnectionId connection =
                switch (command.wanted()) {
                    case OfConnection(ConnectionId id) -> id;
                    case OfProvider(String provider) -> only(provider, asker, caller);
                };
        Retrieval retrieval = connections.decisive(connection, caller);
        asker.requireReaches(connection);
        events.publish(new GenericDomainEventMessage<>(
                "Credential", Id.mint("cred_", random), 0, event(retrieval, asker, caller)));
        return retrieval;
    }

    /** The operator's connection at that provider; with an agent, the one it can reach. */
    private ConnectionId only(String provider, Asker asker, Caller caller) {
        List<ConnectionId> all = connections.at(provider, caller);
        if (all.isEmpty()) {
            throw Refusal.notFound("Connection to", shown(provider));
        }
        List<ConnectionId> reached = all.stream().filter(asker::reaches).toList();
        if (reached.isEmpty()) {
            throw asker.outsideScope("any connection to " + shown(provider));
        }
        if (reached.size() > 1) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "There are " + reached.size() + " connections to " + shown(provider)
                            + ". Name one: GET /v1/credentials/by-connection/{connection_id}.",
                    Map.of("connection_ids", ids(reached)));
        }
        return reached.getFirst();
    }

    private CredentialRetrieved event(Retrieval retrieval, Asker asker, Caller caller) {
        return new CredentialRetrieved(
                caller.operator(),
                retrieval.connection(),
                retrieval.provider(),
                retrieval.secretVersion(),
                asker.access().orElse(null),
                asker.agentId(),
                asker.jti(),
                asker.mission(),
                caller.actor(),
                clock.instant());
    }

    private static JsonArray ids(List<ConnectionId> connections) {
        return new JsonArray(connections.stream()
                .<JsonValue>map(id -> new JsonString(id.value()))
                .toList());
    }

    private static String shown(String provider) {
        return provider.length() <= 64 ? provider : provider.substring(0, 64) + "…";
    }
}
