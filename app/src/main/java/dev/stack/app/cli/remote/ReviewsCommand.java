// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.Noun;
import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import dev.stack.json.JsonValue.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack reviews}: missions that wait for a person's word. */
@Command(
        name = "reviews",
        description = "See which checkouts wait for a decision, and decide.",
        mixinStandardHelpOptions = true)
public final class ReviewsCommand extends Noun {

    private static final String ONE = "/v1/passports/reviews/%s";

    @Command(name = "list", description = "List the reviews.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerOptions options,
            @Option(names = "--status", paramLabel = "STATUS", description = "Only these, for example flagged.")
                    @Nullable
                    String status) {
        String path = Server.query("/v1/passports/reviews", Map.of("status", Optional.ofNullable(status)));
        return options.table(
                server -> server.all(path, "items"),
                "checkout_id",
                "review_status",
                "agent_id",
                "passport_jti",
                "flags");
    }

    @Command(name = "show", description = "Show one review with what led to it.", mixinStandardHelpOptions = true)
    int show(@Mixin ServerOptions options, @Parameters(paramLabel = "CHECKOUT") String checkout) {
        return options.thing(server -> server.get(Server.path(ONE, checkout)));
    }

    @Command(name = "approve", description = "Let it stand.", mixinStandardHelpOptions = true)
    int approve(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "CHECKOUT") String checkout,
            @Option(names = "--notes", paramLabel = "TEXT", description = "Why.") @Nullable String notes) {
        return decide(options, checkout, new Body().text("decision", "approved").text("notes", notes));
    }

    @Command(name = "block", description = "Block the agent for it.", mixinStandardHelpOptions = true)
    int block(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "CHECKOUT") String checkout,
            @Option(names = "--notes", paramLabel = "TEXT", description = "Why.") @Nullable String notes,
            @Option(names = "--future", description = "Give the agent no passport until it is unblocked.")
                    boolean future) {
        Body body = new Body().text("decision", "blocked").text("notes", notes).flag("block_future", future);
        return decide(options, checkout, body);
    }

    private static int decide(ServerOptions options, String checkout, Body decision) {
        JsonObject body = decision.json();
        return options.thing(server -> server.post(Server.path(ONE + "/decide", checkout), body));
    }
}
