// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.Noun;
import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Fields;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import dev.stack.app.embedded.PrivateFile;
import dev.stack.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack key}: the operator's own API key. */
@Command(name = "key", description = "The operator's own API key.", mixinStandardHelpOptions = true)
public final class KeyCommand extends Noun {

    @Command(
            name = "regenerate",
            description = {
                "Make a new API key. The one that asks is dead when the new one is printed.",
                "It is shown this once and kept nowhere; --out writes it to a file of yours alone."
            },
            mixinStandardHelpOptions = true)
    int regenerate(
            @Mixin ServerOptions options,
            @Option(names = "--out", paramLabel = "FILE", description = "Where to write it instead of printing it.")
                    @Nullable
                    Path out)
            throws IOException {
        if (out != null && !Files.isWritable(out.toAbsolutePath().getParent())) {
            throw new IllegalStateException("The key cannot be written to " + out + "; nothing was done.");
        }
        try (Server server = options.open()) {
            JsonValue made = server.post("/v1/operators/me/regenerate-key", new Body().json());
            if (out == null) {
                options.printer().thing(made);
            } else {
                PrivateFile.write(out, Fields.text(made, "api_key").orElseThrow() + "\n");
                options.printer().note("The new key is in " + out + ".");
            }
        }
        return 0;
    }
}
