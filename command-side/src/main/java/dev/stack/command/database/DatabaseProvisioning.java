// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.database;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the roles and the database on a server we are the superuser of. Doing it again changes nothing but the
 * passwords. Where a database team makes them by hand, {@link Migrations} alone is enough.
 */
public final class DatabaseProvisioning {

    private final JdbcClient superuser;

    /** @param superuser a connection to any database of the server, as its superuser */
    public DatabaseProvisioning(DataSource superuser) {
        this.superuser = JdbcClient.create(superuser);
    }

    /** Makes both roles with these passwords, and the database. */
    public void provision(String database, String ownerPassword, String appPassword) {
        role(Roles.OWNER, ownerPassword);
        role(Roles.APP, appPassword);
        if (!exists("select 1 from pg_database where datname = ?", database)) {
            execute("create database %I owner %I encoding 'UTF8' template template0", database, Roles.OWNER);
        }
        execute("revoke all on database %I from public", database);
        execute("grant connect on database %I to %I", database, Roles.APP);
    }

    private void role(String name, String password) {
        if (!exists("select 1 from pg_roles where rolname = ?", name)) {
            execute("create role %I login nosuperuser nocreatedb nocreaterole", name);
        }
        execute("alter role %I password %L", name, password);
    }

    private boolean exists(String sql, String name) {
        return superuser.sql(sql).param(name).query(Integer.class).optional().isPresent();
    }

    /** Runs a statement that takes no parameters, its names and texts quoted by the server's own {@code format}. */
    private void execute(String format, String... parts) {
        String sql = superuser
                .sql("select format(?, variadic ?::text[])")
                .param(format)
                .param(parts)
                .query(String.class)
                .single();
        superuser.sql(sql).update();
    }
}
