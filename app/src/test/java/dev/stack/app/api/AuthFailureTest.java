// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.database.TestDatabase;
import dev.stack.events.EventCatalog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the system's own chain keeps of those who could not prove who they are. */
class AuthFailureTest {

    private static final int FLOOD = 50;

    /** The minute is cut short by the shutdown, which must lose nothing of what was counted. */
    @Test
    void A16_a_flood_of_bad_keys_from_one_address_is_one_entry_of_the_system_chain() {
        JdbcClient sql;
        try (ApiServer server = ApiServer.start(TestDatabase.create())) {
            sql = server.database().sql();
            for (int i = 0; i < FLOOD; i++) {
                int status =
                        server.withKey("sk_live_op_flood" + i).get("/v1/agents").status();
                assertThat(status).isIn(401, 429);
            }
            assertThat(failures(sql)).isEmpty();
        }
        assertThat(failures(sql)).singleElement().satisfies(payload -> assertThat(payload)
                .contains("\"source\":\"127.0.0.1\"", "\"count\":" + FLOOD)
                .doesNotContain("sk_live"));
    }

    private static List<String> failures(JdbcClient sql) {
        return sql.sql("select payload from ledger.entry where chain_id = ? and action = 'auth.fail'")
                .param(EventCatalog.SYSTEM.value())
                .query((row, _) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                .list();
    }
}
