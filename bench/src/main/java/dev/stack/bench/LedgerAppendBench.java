// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.bench.Load.Operation;
import dev.stack.vocabulary.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** Appending to the chained ledger by group commit, against inserting without a chain and against locking the chain's row. */
public final class LedgerAppendBench implements Bench {

    private static final List<Integer> APPENDERS = List.of(1, 8, 32);
    private static final List<Integer> CHAINS = List.of(1, 32);
    private static final int MOST = 32;
    private static final int CONNECTIONS = MOST + 4;

    @Override
    public String name() {
        return "ledger-append";
    }

    @Override
    public String describes() {
        return "appending by group commit, against plain inserts, Axon's unchained store and a row lock";
    }

    @Override
    public List<Ratio> run(Effort whole) throws Exception {
        Effort effort = new Effort(whole.warmUp(), Math.min(whole.rounds(), 4), whole.slice(), 0, 0);
        List<OperatorId> chains = IntStream.range(0, MOST)
                .mapToObj(i -> new OperatorId("op_bench_" + i))
                .toList();
        try (BenchDatabase database = BenchDatabase.start();
                BenchLedger ledger = BenchLedger.start(database, "group-commit", CONNECTIONS);
                BenchLedger locking = BenchLedger.start(database, "in-transaction", CONNECTIONS);
                UnchainedStore unchained = new UnchainedStore(database, ledger.serializer(), CONNECTIONS)) {
            append(ledger.engine(), chains.getFirst());
            try (PlainInserts plain = new PlainInserts(database, chains.getFirst(), chains, MOST)) {
                var rounds = new Rounds();
                for (int appenders : APPENDERS) {
                    for (int count : CHAINS) {
                        List<OperatorId> some = chains.subList(0, count);
                        String load = load(appenders, count);
                        rounds.add(
                                        "plain" + load,
                                        () -> Load.rate(
                                                effort.slice(),
                                                callers(appenders, i -> () -> plain.insert(i, turn(some)))))
                                .add("group" + load, appending(effort, ledger.engine(), appenders, some))
                                .add("axon" + load, appending(effort, unchained.engine(), appenders, some));
                    }
                    rounds.add(
                            "lock" + load(appenders, 1),
                            appending(effort, locking.engine(), appenders, chains.subList(0, 1)));
                }
                return results(rounds.run(effort));
            }
        }
    }

    private static List<Ratio> results(Rounds rounds) {
        List<Ratio> results = new ArrayList<>();
        for (int appenders : APPENDERS) {
            for (int chains : CHAINS) {
                String load = load(appenders, chains);
                Ratio plain = Ratio.of(
                        "group commit" + load, rounds.ratio("group" + load, "plain" + load), "plain INSERT loop");
                results.add(appenders == MOST ? plain.withGoal(1) : plain);
                results.add(Ratio.of(
                        "group commit" + load,
                        rounds.ratio("group" + load, "axon" + load),
                        "Axon's unchained JdbcEventStorageEngine"));
            }
            String load = load(appenders, 1);
            Ratio lock = Ratio.of("group commit" + load, rounds.ratio("group" + load, "lock" + load), "row lock");
            results.add(appenders == MOST ? lock.withGoal(10) : lock);
            results.add(Ratio.of("row lock" + load, rounds.ratio("lock" + load, "plain" + load), "plain INSERT loop"));
        }
        return results;
    }

    private static Rounds.Subject appending(
            Effort effort, EventStorageEngine engine, int appenders, List<OperatorId> chains) {
        return () -> Load.rate(effort.slice(), callers(appenders, _ -> () -> append(engine, turn(chains))));
    }

    private static void append(EventStorageEngine engine, OperatorId chain) {
        engine.appendEvents(List.of(BenchEvents.next(chain)));
    }

    /** Every appender writes to every chain. */
    private static OperatorId turn(List<OperatorId> chains) {
        return chains.get(ThreadLocalRandom.current().nextInt(chains.size()));
    }

    private static List<Operation> callers(int count, IntFunction<Operation> caller) {
        return IntStream.range(0, count).mapToObj(caller).toList();
    }

    private static String load(int appenders, int chains) {
        return ", " + appenders + (appenders == 1 ? " appender, " : " appenders, ") + chains
                + (chains == 1 ? " chain" : " chains");
    }
}
