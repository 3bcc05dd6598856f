// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AppenderConnectionTest {

    private static final Set<String> CHAIN = Set.of("op_one");

    @Test
    void what_every_batch_runs_is_planned_once() throws Exception {
        try (var appender = new AppenderConnection(TestDatabase.create().app(), LedgerFixture.properties())) {
            Connection connection = appender.get();
            for (int batch = 0; batch < 20; batch++) {
                ChainHeads.create(connection, CHAIN);
                LedgerWriter.write(
                        connection,
                        List.of(LedgerStreamTest.item(LedgerFixture.registered("op_one"))),
                        ChainHeads.lock(connection, CHAIN));
                connection.rollback();
            }

            try (Statement statement = connection.createStatement();
                    ResultSet plans = statement.executeQuery(
                            "select count(*), sum(custom_plans) from pg_prepared_statements where statement like '%ledger.%'")) {
                plans.next();
                assertThat(plans.getInt(1)).isGreaterThanOrEqualTo(4);
                assertThat(plans.getInt(2)).isZero();
            }
        }
    }
}
