// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.revocation;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The connections revocation has for itself, so that no crowd of readers keeps it waiting. */
@Component
final class RevocationDatabase {

    private final JdbcClient jdbc;

    /** A process that keeps none apart shares those it has. */
    RevocationDatabase(@Qualifier("urgent") ObjectProvider<DataSource> urgent, DataSource shared) {
        this.jdbc = JdbcClient.create(urgent.getIfAvailable(() -> shared));
    }

    JdbcClient jdbc() {
        return jdbc;
    }
}
