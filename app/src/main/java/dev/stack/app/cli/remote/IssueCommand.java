// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Fields;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack issue}: a passport for one agent and one intent. */
@Command(name = "issue", description = "Issue a passport to an agent.", mixinStandardHelpOptions = true)
public final class IssueCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "AGENT", description = "The agent's id.")
    private String agent = "";

    @Option(names = "--intent", paramLabel = "TEXT", description = "What is to be done.")
    private @Nullable String intent;

    @Option(
            names = "--services",
            split = ",",
            paramLabel = "SERVICE",
            description = "Services the intent needs (default: all that are granted).")
    private @Nullable List<String> services;

    @Option(names = "--mission", paramLabel = "MISSION", description = "The mission it is for.")
    private @Nullable String mission;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            converter = Seconds.class,
            description = "How long it lives, such as 15m; one hour at most.")
    private @Nullable Long ttl;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Seconds.class,
            description = "How often the agent must report.")
    private @Nullable Long checkpointInterval;

    @Option(
            names = "--bind-to",
            paramLabel = "THUMBPRINT",
            description = "A key the agent enrolled: whoever else holds the passport cannot use it.")
    private @Nullable String thumbprint;

    @Option(names = "--token-only", description = "Print the token and nothing else.")
    private boolean tokenOnly;

    @Override
    public Integer call() {
        try (Server server = options.open()) {
            JsonValue issued = server.post("/v1/passports/issue", body());
            if (tokenOnly) {
                System.out.println(Fields.text(issued, "token").orElseThrow());
            } else {
                options.printer().thing(issued);
            }
        }
        return 0;
    }

    private JsonObject body() {
        return new Body()
                .text("agent_id", agent)
                .member("intent", declared())
                .texts("mission_ids", mission == null ? null : List.of(mission))
                .number("ttl_seconds", ttl)
                .number("checkpoint_interval_seconds", checkpointInterval)
                .member(
                        "confirmation",
                        thumbprint == null
                                ? null
                                : new Body().text("jkt", thumbprint).json())
                .json();
    }

    private @Nullable JsonValue declared() {
        if (intent == null && services == null) {
            return null;
        }
        return new Body()
                .text("summary", intent == null ? "" : intent)
                .texts("services", services == null ? List.of() : services)
                .json();
    }
}
