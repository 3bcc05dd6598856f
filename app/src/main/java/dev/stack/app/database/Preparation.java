// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import dev.stack.app.embedded.EmbeddedPostgres;
import dev.stack.app.start.StartRefused;
import dev.stack.command.database.DatabaseProvisioning;
import dev.stack.command.database.Migrations;
import dev.stack.command.ledger.LedgerIntegrity;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.springframework.stereotype.Component;

/** Brings a database to the state this version needs, before anything else reads it. Doing it again changes nothing. */
@Component
final class Preparation {

    /** Makes the roles and the database, as a role that may. */
    void provision(Access superuser, Access owner, Access app) {
        new DatabaseProvisioning(superuser.unpooled())
                .provision(EmbeddedPostgres.DATABASE, owner.password(), app.password());
    }

    /** Refuses a ledger whose end is not what it says it is. */
    void check(Access app) {
        new LedgerIntegrity(app.unpooled()).firstBrokenChain().ifPresent(chain -> {
            throw new StartRefused("The ledger failed its integrity check: the head of chain " + chain
                    + " is not its last entry. Do not append to it: restore the database, or ask an auditor.");
        });
    }

    /** Refuses a schema that is older than this version, where this process is not the one that migrates. */
    void requireMigrated(Access app) {
        List<String> behind = Migrations.behind(app.unpooled());
        if (!behind.isEmpty()) {
            throw new StartRefused("The database is older than this version of the program needs (schema "
                    + String.join(", ", behind) + "), and this process may not migrate it. Start a process that has"
                    + " stack.database.owner-password-file first; then start this one again.");
        }
    }

    /** Makes or migrates the tables, as their owner; refuses a schema that is newer than this version. */
    void migrate(Access owner) {
        try {
            new Migrations(owner.unpooled()).run();
        } catch (FlywayException refused) {
            throw new StartRefused(
                    "The database does not fit this version of the program: "
                            + String.valueOf(refused.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")
                            + " Start the version that wrote it, or a newer one.",
                    refused);
        }
    }
}
