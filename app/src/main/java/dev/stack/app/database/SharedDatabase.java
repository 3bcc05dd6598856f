// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import dev.stack.app.embedded.DataFolder;
import dev.stack.app.embedded.EmbeddedPostgres;
import dev.stack.app.start.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The database of an installation, for a command beside its server. The embedded one is started for as long as the command
 * runs, unless a server runs it already. It is not made here: an installation that is not there is a mistake.
 */
public final class SharedDatabase implements AutoCloseable {

    private final Access access;
    private final AutoCloseable ours;

    private SharedDatabase(Access access, AutoCloseable ours) {
        this.access = access;
        this.ours = ours;
    }

    /** Finds it as the server of these settings would. */
    public static SharedDatabase open(DatabaseProperties settings, Path data) {
        if (settings.url() != null) {
            String password = PasswordFile.read(settings.passwordFile(), "stack.database.password-file");
            return new SharedDatabase(new Access(settings.url(), settings.user(), password), () -> {});
        }
        if (!Files.isDirectory(data.resolve("postgres"))) {
            throw new StartRefused("There is no installation in "
                    + data.toAbsolutePath().normalize() + ". Name its folder with --data.");
        }
        Optional<DataFolder> free = DataFolder.openFree(data);
        return free.map(SharedDatabase::started)
                .orElseGet(() -> new SharedDatabase(
                        EmbeddedPostgres.ofRunning(data.toAbsolutePath().normalize()), () -> {}));
    }

    /** How to reach it as the role that serves. */
    public Access access() {
        return access;
    }

    @Override
    public void close() throws Exception {
        ours.close();
    }

    private static SharedDatabase started(DataFolder folder) {
        EmbeddedPostgres server = EmbeddedPostgres.start(folder);
        new Preparation().migrate(server.owner());
        return new SharedDatabase(server.app(), () -> {
            server.close();
            folder.close();
        });
    }
}
