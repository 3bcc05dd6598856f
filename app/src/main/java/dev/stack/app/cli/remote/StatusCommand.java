// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Fields;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stack status}: which server is asked, as whom, and whether it answers. */
@Command(
        name = "status",
        description = "Show which server is asked, by which credential, and whether both work.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Override
    public Integer call() {
        try (Server server = options.open()) {
            JsonValue head = server.get("/v1/audit/chain-head");
            JsonObject status = new Body()
                    .text("server", server.base())
                    .text("credential", options.credential())
                    .member("log_entries", Fields.at(head, "count").orElse(JsonValue.NULL))
                    .json();
            options.printer().thing(status);
        }
        return 0;
    }
}
