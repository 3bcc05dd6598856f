// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import dev.stack.app.embedded.EmbeddedPostgres;
import dev.stack.app.start.StartRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.stereotype.Component;

/** Makes the two roles and the database. There are no tables yet. */
@Component
final class RolesOnly implements DatabasePreparation {

    @Override
    public void provision(Access superuser, Access owner, Access app) {
        try (Connection connection = superuser.unpooled().getConnection();
                Statement statement = connection.createStatement()) {
            role(statement, owner);
            role(statement, app);
            if (!exists(statement, "select 1 from pg_database where datname = '" + EmbeddedPostgres.DATABASE + "'")) {
                statement.execute("create database " + EmbeddedPostgres.DATABASE + " owner " + owner.user());
            }
        } catch (SQLException failed) {
            throw new StartRefused("The database's roles cannot be made: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void migrate(Access owner, Access app) {}

    /** Names and passwords are our own, without a character that would need an escape. */
    private static void role(Statement statement, Access access) throws SQLException {
        boolean there = exists(statement, "select 1 from pg_roles where rolname = '" + access.user() + "'");
        statement.execute((there ? "alter" : "create") + " role " + access.user() + " login password '"
                + access.password() + "'");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
