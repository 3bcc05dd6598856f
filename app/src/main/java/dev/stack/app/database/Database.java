// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import dev.stack.app.embedded.DataFolder;
import dev.stack.app.embedded.EmbeddedPostgres;

/** The database of this process, ready to serve: roles and tables are in place. */
final class Database implements AutoCloseable {

    private final Access app;
    private final AutoCloseable server;

    private Database(Access app, AutoCloseable server) {
        this.app = app;
        this.server = server;
    }

    /** Starts the embedded server, or takes the one the settings name, and prepares it. */
    static Database open(DatabaseProperties settings, DataFolder folder, Preparation preparation) {
        return settings.url() == null ? embedded(folder, preparation) : external(settings.url(), settings, preparation);
    }

    /** How the server reaches it, as the role that serves. */
    Access app() {
        return app;
    }

    @Override
    public void close() throws Exception {
        server.close();
    }

    private static Database embedded(DataFolder folder, Preparation preparation) {
        EmbeddedPostgres server = EmbeddedPostgres.start(folder);
        try {
            preparation.provision(server.superuser(), server.owner(), server.app());
            preparation.migrate(server.owner());
            preparation.check(server.app());
            return new Database(server.app(), server);
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private static Database external(String url, DatabaseProperties settings, Preparation preparation) {
        String password = PasswordFile.read(settings.passwordFile(), "stack.database.password-file");
        var app = new Access(url, settings.user(), password);
        if (settings.ownerPasswordFile() == null) {
            preparation.requireMigrated(app);
        } else {
            String ownerPassword =
                    PasswordFile.read(settings.ownerPasswordFile(), "stack.database.owner-password-file");
            preparation.migrate(new Access(url, settings.ownerUser(), ownerPassword));
        }
        preparation.check(app);
        return new Database(app, () -> {});
    }
}
