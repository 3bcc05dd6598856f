// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.bench.CallerCommand.Block;
import dev.stack.bench.CallerCommand.Unblock;
import dev.stack.bench.Load.Operation;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.OperatorId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;

/** From a command to its row in a view, and how many commands 32 callers get through. */
public final class CommandToViewBench implements Bench {

    private static final int CALLERS = 32;
    private static final int CONNECTIONS = CALLERS + 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final StrictJson JSON = new StrictJson(Limits.BODY);

    @Override
    public String name() {
        return "command-to-view";
    }

    @Override
    public String describes() {
        return "command sent to row visible, against its append; commands of 32 callers, against Axon's unchained store";
    }

    @Override
    public List<Ratio> run(Effort effort) throws Exception {
        List<Ratio> results = new ArrayList<>();
        try (BenchDatabase database = BenchDatabase.start()) {
            try (BenchServer server = BenchServer.start(database)) {
                results.addAll(latency(server, effort.samples()));
            }
            results.addAll(throughput(database, effort));
        }
        return results;
    }

    /** An append, then an agent made over HTTP and read back from its view, in turn. The first half only warms up. */
    private static List<Ratio> latency(BenchServer server, int samples) throws Exception {
        EventStorageEngine ledger = server.bean(EventStorageEngine.class);
        double[] appended = new double[samples];
        double[] answered = new double[samples];
        double[] visible = new double[samples];
        for (int i = -samples; i < samples; i++) {
            int sample = Math.max(i, 0);
            long started = System.nanoTime();
            ledger.appendEvents(List.of(BenchEvents.next(server.operator())));
            long sent = System.nanoTime();
            String agent = id(server.post("/v1/agents/register", "{\"name\": \"agent " + (i + samples) + "\"}"));
            long made = System.nanoTime();
            server.get("/v1/agents/" + agent);
            long seen = System.nanoTime();
            appended[sample] = sent - started;
            answered[sample] = made - sent;
            visible[sample] = seen - sent;
        }
        List<Ratio> results = new ArrayList<>();
        for (int percent : List.of(50, 99)) {
            String against = "the append's own p" + percent + " (times: less is better)";
            double append = Percentile.of(appended, percent);
            results.add(Ratio.of(
                    "p" + percent + ", HTTP command sent to answered",
                    Percentile.of(answered, percent) / append,
                    against));
            results.add(Ratio.of(
                    "p" + percent + ", HTTP command sent to row read back",
                    Percentile.of(visible, percent) / append,
                    against));
        }
        return results;
    }

    private static List<Ratio> throughput(BenchDatabase database, Effort effort) throws Exception {
        List<OperatorId> chains = IntStream.range(0, CALLERS)
                .mapToObj(i -> new OperatorId("op_bench_" + i))
                .toList();
        try (BenchLedger ledger = BenchLedger.start(database, "group-commit", CONNECTIONS);
                UnchainedStore unchained = new UnchainedStore(database, ledger.serializer(), CONNECTIONS)) {
            Configuration chained = axon(ledger.store(), ledger.serializer(), NoTransactionManager.INSTANCE);
            Configuration plain = axon(
                    EmbeddedEventStore.builder()
                            .storageEngine(unchained.engine())
                            .build(),
                    ledger.serializer(),
                    unchained.transactions());
            try {
                Rounds rounds = new Rounds()
                        .add("one", () -> Load.rate(effort.slice(), callers(chained, chains.subList(0, 1))))
                        .add("axon", () -> Load.rate(effort.slice(), callers(plain, chains)))
                        .add("many", () -> Load.rate(effort.slice(), callers(chained, chains)))
                        .run(new Effort(effort.warmUp() * 3, effort.rounds() + 3, effort.slice(), 0, 0));
                String against = "the same path on Axon's unchained JdbcEventStorageEngine";
                return List.of(
                        Ratio.of("commands, 32 callers, 1 chain", rounds.ratio("one", "axon"), against)
                                .withGoal(1),
                        Ratio.of("commands, 32 callers, 32 chains", rounds.ratio("many", "axon"), against)
                                .withGoal(1));
            } finally {
                chained.shutdown();
                plain.shutdown();
            }
        }
    }

    /** Axon's command bus, repository and aggregate over one store; transactions as the server has them with it. */
    private static Configuration axon(EventStore store, Serializer serializer, TransactionManager transactions) {
        return DefaultConfigurer.defaultConfiguration(false)
                .configureEventStore(_ -> store)
                .configureSerializer(_ -> serializer)
                .configureMessageSerializer(_ -> serializer)
                .configureEventSerializer(_ -> serializer)
                .configureTransactionManager(_ -> transactions)
                .configureAggregate(AggregateConfigurer.defaultConfiguration(BlockedAgent.class))
                .start();
    }

    private static List<Operation> callers(Configuration axon, List<OperatorId> chains) {
        CommandGateway commands = axon.commandGateway();
        return IntStream.range(0, CALLERS)
                .mapToObj(_ -> (Operation) new Caller(commands, chains))
                .toList();
    }

    private static String id(String json) throws JsonRefused {
        if (JSON.parse(json) instanceof JsonObject answer
                && answer.members().get("id") instanceof JsonString(String text)) {
            return text;
        }
        throw new IllegalStateException("the answer names no agent");
    }

    /** Blocks a new agent, unblocks it three times, and turns to the next: one command in four makes an aggregate. */
    private static final class Caller implements Operation {

        private static final int COMMANDS_EACH = 4;

        private final CommandGateway commands;
        private final List<OperatorId> chains;
        private AgentId agent = AgentId.mint(RANDOM);
        private int sent;

        Caller(CommandGateway commands, List<OperatorId> chains) {
            this.commands = commands;
            this.chains = chains;
        }

        @Override
        public void run() {
            if (sent++ % COMMANDS_EACH == 0) {
                agent = AgentId.mint(RANDOM);
                commands.sendAndWait(
                        new Block(agent, chains.get(ThreadLocalRandom.current().nextInt(chains.size()))));
            } else {
                commands.sendAndWait(new Unblock(agent));
            }
        }
    }
}
