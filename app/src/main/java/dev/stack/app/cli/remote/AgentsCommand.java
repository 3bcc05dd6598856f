// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.Noun;
import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack agents}: who may act. */
@Command(name = "agents", description = "Register agents, see them, stop them.", mixinStandardHelpOptions = true)
public final class AgentsCommand extends Noun {

    private static final String ONE = "/v1/agents/%s";

    /** What can be set of an agent. */
    static final class Settings {

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
        private @Nullable String description;

        @Option(names = "--mode", paramLabel = "MODE", description = "enforced, logged or standard.")
        private @Nullable String mode;

        @Option(
                names = "--credential-access",
                paramLabel = "ACCESS",
                description = "proxy_only, proxy_preferred or direct.")
        private @Nullable String credentialAccess;

        @Option(names = "--on-warning", paramLabel = "ACTION", description = "notify, block or revoke.")
        private @Nullable String onWarning;

        @Option(names = "--on-critical", paramLabel = "ACTION", description = "notify, block or revoke.")
        private @Nullable String onCritical;

        @Option(
                names = "--require-key-bound",
                arity = "1",
                paramLabel = "BOOL",
                description = "Whether only passports bound to its key may be issued.")
        private @Nullable Boolean requireKeyBound;

        Body body() {
            return new Body()
                    .text("description", description)
                    .text("accountability_mode", mode)
                    .text("credential_access", credentialAccess)
                    .text("on_warning", onWarning)
                    .text("on_critical", onCritical)
                    .flag("require_key_bound", requireKeyBound);
        }
    }

    @Command(name = "list", description = "List the agents.", mixinStandardHelpOptions = true)
    int list(@Mixin ServerOptions options) {
        return options.table(
                server -> server.all("/v1/agents", ""), "id", "name", "status", "accountability_mode", "created_at");
    }

    @Command(name = "get", description = "Show one agent.", mixinStandardHelpOptions = true)
    int get(@Mixin ServerOptions options, @Parameters(paramLabel = "AGENT") String agent) {
        return options.thing(server -> server.get(Server.path(ONE, agent)));
    }

    @Command(name = "register", description = "Register an agent.", mixinStandardHelpOptions = true)
    int register(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "NAME", description = "What to call it.") String name,
            @ArgGroup(exclusive = false) @Nullable Settings settings) {
        Body body = settings == null ? new Body() : settings.body();
        return options.thing(server ->
                server.post("/v1/agents/register", body.text("name", name).json()));
    }

    @Command(name = "update", description = "Change an agent.", mixinStandardHelpOptions = true)
    int update(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "AGENT") String agent,
            @Option(names = "--name", paramLabel = "NAME", description = "What to call it.") @Nullable String name,
            @ArgGroup(exclusive = false) @Nullable Settings settings) {
        Body body = settings == null ? new Body() : settings.body();
        return patch(options, agent, body.text("name", name));
    }

    @Command(
            name = "suspend",
            description = "Stop an agent: its passports and keys are dead at once.",
            mixinStandardHelpOptions = true)
    int suspend(@Mixin ServerOptions options, @Parameters(paramLabel = "AGENT") String agent) {
        return patch(options, agent, new Body().text("status", "suspended"));
    }

    @Command(name = "activate", description = "Let a suspended agent act again.", mixinStandardHelpOptions = true)
    int activate(@Mixin ServerOptions options, @Parameters(paramLabel = "AGENT") String agent) {
        return patch(options, agent, new Body().text("status", "active"));
    }

    @Command(
            name = "unblock",
            description = "Let a blocked agent have passports again.",
            mixinStandardHelpOptions = true)
    int unblock(@Mixin ServerOptions options, @Parameters(paramLabel = "AGENT") String agent) {
        return options.thing(server -> server.post(Server.path(ONE + "/unblock", agent), new Body().json()));
    }

    @Command(name = "delete", description = "Delete an agent for good.", mixinStandardHelpOptions = true)
    int delete(@Mixin ServerOptions options, @Parameters(paramLabel = "AGENT") String agent) {
        return options.thing(server -> server.delete(Server.path(ONE, agent)));
    }

    @Command(name = "permissions", description = "Show what an agent may do.", mixinStandardHelpOptions = true)
    int permissions(@Mixin ServerOptions options, @Parameters(paramLabel = "AGENT") String agent) {
        return options.thing(server -> server.get(Server.path(ONE + "/permissions", agent)));
    }

    @Command(name = "keys", description = "List the keys an agent enrolled.", mixinStandardHelpOptions = true)
    int keys(@Mixin ServerOptions options, @Parameters(paramLabel = "AGENT") String agent) {
        return options.table(
                server -> server.get(Server.path(ONE + "/keys", agent)),
                "key_thumbprint",
                "enrolled_at",
                "last_used_at");
    }

    @Command(name = "revoke-key", description = "End one key of an agent.", mixinStandardHelpOptions = true)
    int revokeKey(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "AGENT") String agent,
            @Parameters(paramLabel = "THUMBPRINT") String thumbprint) {
        return options.thing(server -> server.delete(Server.path(ONE + "/keys/%s", agent, thumbprint)));
    }

    private static int patch(ServerOptions options, String agent, Body change) {
        return options.thing(server -> server.patch(Server.path(ONE, agent), change.json()));
    }
}
