// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.Noun;
import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import dev.stack.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack missions}: the pieces of work that agents were given. */
@Command(name = "missions", description = "Start missions, see them, end them.", mixinStandardHelpOptions = true)
public final class MissionsCommand extends Noun {

    private static final String ONE = "/v1/missions/%s";

    @Command(name = "list", description = "List the missions.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerOptions options,
            @Option(names = "--status", paramLabel = "STATUS", description = "Only these, for example active.")
                    @Nullable
                    String status) {
        String path = Server.query("/v1/missions", Map.of("status", Optional.ofNullable(status)));
        return options.table(
                server -> server.all(path, "items"),
                "mission_id",
                "status",
                "agent_id",
                "intent_summary",
                "expires_at");
    }

    @Command(name = "get", description = "Show one mission.", mixinStandardHelpOptions = true)
    int get(@Mixin ServerOptions options, @Parameters(paramLabel = "MISSION") String mission) {
        return options.thing(server -> server.get(Server.path(ONE, mission)));
    }

    @Command(
            name = "start",
            description = "Open a mission and issue the passport for it.",
            mixinStandardHelpOptions = true)
    int start(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "AGENT") String agent,
            @Option(names = "--intent", required = true, paramLabel = "TEXT", description = "What is to be done.")
                    String intent,
            @Option(names = "--services", split = ",", paramLabel = "SERVICE", description = "What it needs for that.")
                    @Nullable
                    List<String> services,
            @Option(
                            names = "--expires-in",
                            paramLabel = "DURATION",
                            converter = Seconds.class,
                            description = "How long it may take, such as 30m (default: 15m).")
                    @Nullable
                    Long expiresIn) {
        JsonObject mission = new Body()
                .text("intent_summary", intent)
                .texts("intent_services", services)
                .number("expires_in_seconds", expiresIn)
                .json();
        JsonObject body =
                new Body().text("agent_id", agent).member("mission", mission).json();
        return options.thing(server -> server.post("/v1/missions/start", body));
    }

    @Command(
            name = "complete",
            description = "End a mission that reached its aim; its passports end with it.",
            mixinStandardHelpOptions = true)
    int complete(@Mixin ServerOptions options, @Parameters(paramLabel = "MISSION") String mission) {
        return options.thing(server -> server.post(Server.path(ONE + "/complete", mission), new Body().json()));
    }

    @Command(
            name = "revoke",
            description = "Stop a mission; its passports are dead at once.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "MISSION") String mission,
            @Option(names = "--adversarial", description = "It was stopped because it went against its operator.")
                    boolean adversarial,
            @Option(names = "--notes", paramLabel = "TEXT", description = "Why.") @Nullable String notes) {
        JsonObject body = new Body()
                .text("reason", adversarial ? "adversarial" : "operator_initiated_clean")
                .text("notes", notes)
                .json();
        return options.thing(server -> server.post(Server.path(ONE + "/revoke", mission), body));
    }

    @Command(name = "replay", description = "Show all that happened in a mission.", mixinStandardHelpOptions = true)
    int replay(@Mixin ServerOptions options, @Parameters(paramLabel = "MISSION") String mission) {
        return options.thing(server -> server.get(Server.path(ONE + "/replay", mission)));
    }
}
