// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.Noun;
import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack audit}: the log, taken out or checked where it is. */
@Command(
        name = "audit",
        description = "Take the audit log out, or check it where it is.",
        mixinStandardHelpOptions = true)
public final class AuditCommand extends Noun {

    @Command(
            name = "export",
            description = {
                "Write the whole log to a file, oldest entry first; verify-log checks it without the server.",
                "The file is there when all of it is, and not before."
            },
            mixinStandardHelpOptions = true)
    int export(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "FILE", description = "Where to; - for standard output.") Path file,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            defaultValue = "NDJSON",
                            description = "ndjson (default) or csv.")
                    ExportFormat format,
            @Option(names = "--from", paramLabel = "TIME", description = "ISO-8601 or epoch milliseconds, inside.")
                    @Nullable
                    String from,
            @Option(names = "--to", paramLabel = "TIME", description = "ISO-8601 or epoch milliseconds, outside.")
                    @Nullable
                    String to,
            @Option(names = "--agent", paramLabel = "AGENT", description = "Only what concerns this agent.") @Nullable
                    String agent,
            @Option(names = "--jti", paramLabel = "JTI", description = "Only what concerns this passport.") @Nullable
                    String jti)
            throws IOException {
        Map<String, Optional<String>> words = new LinkedHashMap<>();
        words.put("from", Optional.ofNullable(from));
        words.put("to", Optional.ofNullable(to));
        words.put("agent_id", Optional.ofNullable(agent));
        words.put("passport_jti", Optional.ofNullable(jti));
        try (Server server = options.open()) {
            var export = new AuditExport(server, words, format);
            long rows = export.to(file);
            if (file.equals(AuditExport.STANDARD_OUTPUT)) {
                System.err.println(rows + " entries");
            } else {
                var written = new Body().text("file", file).number("entries", rows);
                options.printer().made(written.json(), rows + " entries in " + file);
            }
        }
        return 0;
    }

    @Command(
            name = "head",
            description = "Print where the chain ends: what to keep elsewhere.",
            mixinStandardHelpOptions = true)
    int head(@Mixin ServerOptions options) {
        return options.thing(server -> server.get("/v1/audit/chain-head"));
    }

    @Command(
            name = "verify",
            description = "Let the server check the chain from the stored bytes.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit codes: 0 all that was checked holds, 1 it does not, 2 wrong usage, 3 no server."})
    int verify(@Mixin ServerOptions options) {
        try (Server server = options.open()) {
            return ChainCheck.print(server.get("/v1/audit/verify-chain"), options.printer());
        }
    }
}
