// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.app.start.StartRefused;
import dev.stack.command.database.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Starting, stopping, and what is kept of it. */
class StartTest {

    private static final String ACTIONS = "select string_agg(action, ' ' order by chain_seq) from ledger.entry"
            + " where chain_id = 'system' and action like 'system.%'";

    @Test
    void F06_starts_and_orderly_stops_are_entries_and_what_was_acknowledged_stays() {
        TestDatabase database = TestDatabase.create();
        String agent;
        String key;
        Path folder;
        try (ApiServer server = ApiServer.start(database)) {
            folder = server.folder();
            var operator = server.operator();
            key = operator.key();
            agent = Scene.text(operator.http().post("/v1/agents/register", "{\"name\": \"kept\"}"), "id");
        }
        int processes;
        try (ApiServer server = ApiServer.startIn(folder, database)) {
            processes = server.processes();
            assertThat(server.withKey(key).get("/v1/agents/" + agent).status()).isEqualTo(200);
        }
        assertThat(database.sql().sql(ACTIONS).query(String.class).single())
                .isEqualTo(("system.start ".repeat(processes) + "system.stop ".repeat(processes))
                        .repeat(2)
                        .strip());
    }

    @Test
    void F20_a_ledger_whose_end_is_cut_off_is_not_appended_to() {
        TestDatabase database = TestDatabase.create();
        String operator;
        try (ApiServer server = ApiServer.start(database)) {
            operator = server.operator().id().value();
        }
        database.sql().sql("alter table ledger.entry disable trigger all").update();
        database.sql()
                .sql("delete from ledger.entry where chain_id = ? and chain_seq = 2")
                .param(operator)
                .update();
        assertThatThrownBy(() -> ApiServer.start(database))
                .rootCause()
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("integrity check")
                .hasMessageContaining(operator);
    }
}
