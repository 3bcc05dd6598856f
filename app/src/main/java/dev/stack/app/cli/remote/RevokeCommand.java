// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack revoke}: the kill switch. */
@Command(
        name = "revoke",
        description = "Revoke passports and all they delegated. The answer says which edges have applied it.",
        mixinStandardHelpOptions = true)
public final class RevokeCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the record.")
    private @Nullable String reason;

    /** Exactly one of them. */
    static final class What {

        @Parameters(paramLabel = "JTI", arity = "0..1", description = "One passport by its id.")
        private @Nullable String jti;

        @Option(names = "--agent", paramLabel = "AGENT", description = "All passports of an agent.")
        private @Nullable String agent;

        @Option(names = "--session", paramLabel = "SESSION", description = "All passports of a session.")
        private @Nullable String session;

        @Option(names = "--all", required = true, description = "Every passport of the operator.")
        private boolean all;
    }

    @Override
    public Integer call() {
        JsonObject why = new Body().text("reason", reason).json();
        return options.thing(server -> revoke(server, why));
    }

    private JsonValue revoke(Server server, JsonObject why) {
        if (what.agent != null) {
            return server.post(Server.path("/v1/passports/revoke-agent/%s", what.agent), why);
        }
        if (what.session != null) {
            return server.post(Server.path("/v1/passports/revoke-session/%s", what.session), why);
        }
        if (what.jti != null) {
            JsonObject one =
                    new Body().text("jti", what.jti).text("reason", reason).json();
            return server.post("/v1/passports/revoke", one);
        }
        return server.post("/v1/passports/revoke-all", why);
    }
}
