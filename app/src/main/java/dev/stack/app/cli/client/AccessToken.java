// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import dev.stack.json.JsonValue;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an access token of the stored login when one is first needed. The refresh token changes with each use, so the
 * exchange and the writing of its successor happen under the file's lock.
 */
final class AccessToken {

    private final LoginFile file;
    private final Clock clock;
    private Optional<String> token = Optional.empty();

    AccessToken(LoginFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** The token, made for {@code server}. Nothing when nobody is logged in there. */
    synchronized Optional<String> forServer(URI server) {
        if (token.isEmpty()) {
            token = file.exclusively(
                    () -> file.read().filter(login -> isFor(login, server)).map(login -> exchange(login, server)));
        }
        return token;
    }

    static boolean isFor(Login login, URI server) {
        return login.server().filter(server::equals).isPresent();
    }

    private String exchange(Login login, URI base) {
        try (var server = new Server(base, Optional::empty)) {
            JsonValue answer = server.form(
                    "/oauth/token",
                    Map.of(
                            "grant_type", "refresh_token",
                            "refresh_token", login.refreshToken(),
                            "client_id", login.clientId()));
            Fields.text(answer, "refresh_token")
                    .ifPresent(successor -> file.write(login.rotated(successor), clock.instant()));
            return Fields.text(answer, "access_token")
                    .orElseThrow(() -> new Unreachable("The server at " + base + " gave no access token."));
        } catch (Refused refused) {
            if (refused.code().equals("invalid_grant")) {
                throw new IllegalStateException("Your login at " + base + " has ended. Run: stack login --url " + base);
            }
            throw refused;
        }
    }
}
