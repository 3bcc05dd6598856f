// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the log as small as what lives, and the register of edges and drills as small as what is there. An edge that was
 * away for so long that it misses an entry takes a new snapshot.
 */
@Component
@DutyOf(ProcessRole.COMMAND)
final class Forgetting {

    private static final String ENTRIES = """
            DELETE FROM command.revocation WHERE seq IN (SELECT seq FROM command.revocation
                WHERE forget_at < now() OR kind <> 'passport' AND at < now() - interval '1 day' LIMIT 10000)""";

    private static final String DRILLS = "DELETE FROM command.drill WHERE began_at < now() - interval '10 minutes'";

    private static final String MEASURED =
            "DELETE FROM command.drill_edge WHERE drill_id NOT IN (SELECT drill_id FROM command.drill)";

    private final JdbcClient jdbc;
    private final StoredEdges edges;

    Forgetting(RevocationDatabase database, StoredEdges edges) {
        this.jdbc = database.jdbc();
        this.edges = edges;
    }

    @Scheduled(fixedDelayString = "5m", initialDelayString = "5m")
    void forget() {
        edges.forgetSilent();
        jdbc.sql(ENTRIES).update();
        jdbc.sql(DRILLS).update();
        jdbc.sql(MEASURED).update();
    }
}
