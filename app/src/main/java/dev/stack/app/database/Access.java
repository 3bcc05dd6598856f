// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How to reach a database as one role.
 *
 * @param url a JDBC URL of PostgreSQL
 */
public record Access(String url, String user, String password) {

    /** One connection per request, no pool: for the few statements of a start. */
    public DataSource unpooled() {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("stack-start");
        source.setConnectTimeout(10);
        return source;
    }

    @Override
    public String toString() {
        return "Access[" + user + "]";
    }
}
