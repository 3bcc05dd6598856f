// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.command.database.Roles;
import dev.stack.command.database.TestDatabase;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.vocabulary.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that appends until it is done or killed, and says {@code ok <aggregate>} of each append it was told is
 * durable. Arguments: url, chain, prefix of the aggregates, threads, appends of each thread.
 */
final class AppendProcess {

    private AppendProcess() {}

    public static void main(String[] arguments) throws Exception {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(Roles.APP);
        dataSource.setPassword(TestDatabase.PASSWORD);
        int threads = Integer.parseInt(arguments[3]);
        int appends = Integer.parseInt(arguments[4]);
        try (var ledger = LedgerFixture.over(dataSource);
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String prefix = arguments[2] + "_" + thread + "_";
                running.add(executor.submit(() -> {
                    for (int i = 0; i < appends; i++) {
                        append(ledger, arguments[1], prefix + i);
                        say("ok " + prefix + i);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        say("done");
    }

    /** Two entries in one append: they must be there both or not at all. */
    static void append(LedgerFixture ledger, String chain, String aggregate) {
        var event = new ApiKeyIssued(new OperatorId(chain), "hash of " + aggregate);
        ledger.append(
                new GenericDomainEventMessage<>("Operator", aggregate, 0, event),
                new GenericDomainEventMessage<>("Operator", aggregate, 1, event));
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
