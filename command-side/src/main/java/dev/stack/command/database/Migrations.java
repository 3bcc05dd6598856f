// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.pattern.ValidatePattern;

/**
 * Brings every schema up to date. A schema is there when some module on the class path brings {@code db/<schema>}; each
 * has its own history. The ledger's migrations grant what they grant; on the other schemas the application may read and
 * write every table, but not change its form.
 */
public final class Migrations {

    private static final List<String> SCHEMAS = List.of("ledger", "command", "vault", "query", "detect");
    private static final String HISTORY = "schema_history";
    private static final long ONE_AT_A_TIME = 0x5354_4143_4b01L;

    private final DataSource owner;

    /** @param owner connections as {@link Roles#OWNER} */
    public Migrations(DataSource owner) {
        this.owner = owner;
    }

    /** Runs what has not run yet. Of several processes that start at once, one does it and the others wait. */
    public void run() {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + ONE_AT_A_TIME + ")");
            for (String schema : SCHEMAS) {
                if (isBrought(schema)) {
                    migrate(schema, statement);
                }
            }
            statement.execute("select pg_advisory_unlock(" + ONE_AT_A_TIME + ")");
        } catch (SQLException failed) {
            throw new IllegalStateException("The database could not be migrated: " + failed.getMessage(), failed);
        }
    }

    /**
     * Schemas that lack a migration this version needs; empty when it can serve. A database that is newer is well: it is
     * changed in steps that the version before can live with.
     *
     * @param app connections as {@link Roles#APP}
     */
    public static List<String> behind(DataSource app) {
        return SCHEMAS.stream()
                .filter(Migrations::isBrought)
                .filter(schema -> isBehind(schema, app))
                .toList();
    }

    private static boolean isBehind(String schema, DataSource app) {
        try {
            return flyway(schema, app).info().pending().length > 0;
        } catch (FlywayException unreadable) {
            // The history is not there, or an older version kept it to itself.
            return true;
        }
    }

    private static boolean isBrought(String schema) {
        return Migrations.class.getClassLoader().getResource("db/" + schema) != null;
    }

    private void migrate(String schema, Statement statement) throws SQLException {
        statement.execute("create schema if not exists " + schema);
        statement.execute("grant usage on schema " + schema + " to " + Roles.APP);
        if (!schema.equals("ledger")) {
            String always = "alter default privileges in schema " + schema + " grant ";
            statement.execute(always + "select, insert, update, delete, truncate on tables to " + Roles.APP);
            statement.execute(always + "usage, select on sequences to " + Roles.APP);
        }
        flyway(schema, owner).migrate();
        statement.execute("revoke all on " + schema + "." + HISTORY + " from " + Roles.APP);
        statement.execute("grant select on " + schema + "." + HISTORY + " to " + Roles.APP);
    }

    private static Flyway flyway(String schema, DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .defaultSchema(schema)
                .createSchemas(false)
                .table(HISTORY)
                .locations("classpath:db/" + schema)
                .validateMigrationNaming(true)
                // By default a migration from the future is passed over; we do not serve a newer database.
                .ignoreMigrationPatterns(new ValidatePattern[0])
                .load();
    }
}
