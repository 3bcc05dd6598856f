// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.doctor;

import dev.stack.app.database.Access;
import dev.stack.app.database.DatabaseProperties;
import dev.stack.app.database.PasswordFile;
import dev.stack.app.embedded.DataFolder;
import dev.stack.app.embedded.EmbeddedPostgres;
import dev.stack.app.start.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The database, and how far its clock is from this machine's. */
final class DatabaseLook {

    private static final String PART = "database";
    private static final Duration DISTANCE_MAX = Duration.ofSeconds(5);
    private static final int VERSION_MIN = 17;

    private DatabaseLook() {}

    static List<Diagnosis> at(DatabaseProperties settings, Path data, Clock clock) {
        try {
            if (settings.url() != null) {
                String password = PasswordFile.read(settings.passwordFile(), "stack.database.password-file");
                return ask(new Access(settings.url(), settings.user(), password), clock);
            }
            return embedded(data, clock);
        } catch (StartRefused refused) {
            return List.of(Diagnosis.failed(PART, String.valueOf(refused.getMessage()), "Correct that setting."));
        }
    }

    private static List<Diagnosis> embedded(Path data, Clock clock) {
        if (!Files.isDirectory(data.resolve("postgres"))) {
            return List.of(Diagnosis.ok(PART, "none in " + data + " yet; the first ./stack up makes it"));
        }
        Optional<DataFolder> free = DataFolder.openFree(data);
        free.ifPresent(DataFolder::close);
        return free.isPresent()
                ? List.of(Diagnosis.ok(PART, "embedded in " + data + ", at rest; ./stack up starts it"))
                : ask(EmbeddedPostgres.ofRunning(data), clock);
    }

    private static List<Diagnosis> ask(Access access, Clock clock) {
        try (Connection connection = access.unpooled().getConnection();
                Statement statement = connection.createStatement()) {
            Instant before = clock.instant();
            try (ResultSet row = statement.executeQuery(
                    "select current_setting('server_version'), current_setting('server_version_num')::int / 10000,"
                            + " clock_timestamp()")) {
                row.next();
                Instant database = row.getTimestamp(3).toInstant();
                return List.of(version(row.getString(1), row.getInt(2)), distance(before, database, clock.instant()));
            }
        } catch (SQLException unreachable) {
            return List.of(Diagnosis.failed(
                    PART,
                    "it does not answer: " + unreachable.getMessage(),
                    "Check that it runs, and stack.database.url, .user and .password-file."));
        }
    }

    private static Diagnosis version(String version, int major) {
        return major >= VERSION_MIN
                ? Diagnosis.ok(PART, "PostgreSQL " + version + " answers")
                : Diagnosis.failed(PART, "PostgreSQL " + version, "Move to PostgreSQL " + VERSION_MIN + " or newer.");
    }

    private static Diagnosis distance(Instant before, Instant database, Instant after) {
        Duration early = Duration.between(database, before);
        Duration late = Duration.between(after, database);
        Duration off = early.compareTo(late) > 0 ? early : late;
        String found = off.isPositive()
                ? off.toMillis() + " ms from the database's clock"
                : "agrees with the database's clock";
        return off.compareTo(DISTANCE_MAX) > 0
                ? Diagnosis.failed("clock", found, "Set both by NTP: beyond 5 s the server refuses to serve.")
                : Diagnosis.ok("clock", found);
    }
}
