// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The database. Without {@code url} the server brings its own, in the data folder.
 *
 * @param url JDBC URL of a PostgreSQL server of your own; absent: the embedded one
 * @param user role that serves: it may insert into and read the ledger, nothing more
 * @param passwordFile file that holds the password of {@code user}; needed with {@code url}
 * @param ownerUser role that owns the tables and migrates them at start
 * @param ownerPasswordFile file that holds the password of {@code ownerUser}; absent: this process migrates nothing
 * @param connections most connections the server keeps open for serving
 * @param urgentConnections connections besides, kept for revoking, freezing, and following what was revoked
 */
@Validated
@ConfigurationProperties("stack.database")
public record DatabaseProperties(
        @Nullable @Pattern(regexp = "jdbc:postgresql://.+", message = "must begin with jdbc:postgresql://")
        String url,

        @DefaultValue("stack_app") String user,
        @Nullable Path passwordFile,
        @DefaultValue("stack_owner") String ownerUser,
        @Nullable Path ownerPasswordFile,
        @DefaultValue("24") @Min(4) @Max(500) int connections,
        @DefaultValue("4") @Min(3) @Max(50) int urgentConnections) {}
