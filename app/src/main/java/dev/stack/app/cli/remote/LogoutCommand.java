// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Login;
import dev.stack.app.cli.client.LoginFile;
import dev.stack.app.cli.client.Refused;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.Unreachable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stack logout}: ends the stored login, here and at the server. */
@Command(
        name = "logout",
        description = "End the stored login, here and at the server.",
        mixinStandardHelpOptions = true)
public final class LogoutCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print what was done as JSON and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        LoginFile file = LoginFile.ofUser();
        return file.exclusively(() -> {
            Optional<Login> login = file.read();
            boolean ended = login.isEmpty() || end(login.get());
            boolean deleted = file.delete();
            System.out.println(
                    json
                            ? new Body().flag("logged_out", deleted).json()
                            : deleted ? "Logged out." : "Nobody is logged in.");
            return ended ? 0 : 1;
        });
    }

    /** What the server does not hear of stays good there until it expires, which the person must know. */
    private static boolean end(Login login) {
        if (login.server().isEmpty()) {
            System.err.println("stack: The login names no server, so it was ended here only.");
            return false;
        }
        try (var server = new Server(login.server().get(), Optional::empty)) {
            server.form("/oauth/revoke", Map.of("token", login.refreshToken(), "client_id", login.clientId()));
            return true;
        } catch (Refused | Unreachable failed) {
            System.err.println("stack: The login was ended here but not at the server: " + failed.getMessage());
            return false;
        }
    }
}
