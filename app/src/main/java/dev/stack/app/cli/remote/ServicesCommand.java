// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.Noun;
import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack services}: what the operator is connected to, and who may use it. */
@Command(
        name = "services",
        description = "Connect services, and grant them to agents.",
        mixinStandardHelpOptions = true)
public final class ServicesCommand extends Noun {

    private static final String ONE = "/v1/services/%s";

    @Command(name = "list", description = "List the connections.", mixinStandardHelpOptions = true)
    int list(@Mixin ServerOptions options) {
        return options.table(
                server -> server.all("/v1/services/connections", ""),
                "id",
                "provider",
                "status",
                "proxy_enabled",
                "allowed_hosts");
    }

    @Command(name = "catalog", description = "List what can be connected.", mixinStandardHelpOptions = true)
    int catalog(@Mixin ServerOptions options) {
        return options.table(server -> server.get("/v1/services"), "provider", "name", "auth_methods");
    }

    @Command(
            name = "connect",
            description = {
                "Connect a service of the catalogue.",
                "The credential is read from a file, or from standard input with -: never from the command line,"
                        + " which other users of the machine can see. A text is a token; a JSON object has the fields"
                        + " that GET /v1/services/templates names. Without one you are sent to the service to agree."
            },
            mixinStandardHelpOptions = true)
    int connect(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "SERVICE", description = "Such as slack or github.") String service,
            @ArgGroup(exclusive = false) @Nullable ConnectionOptions connection) {
        Body body = connection == null ? new Body() : connection.catalogue();
        return options.thing(server -> server.post(
                "/v1/services/connect", body.text("service_id", service).json()));
    }

    @Command(
            name = "connect-custom",
            description = "Connect a service of your own: its hosts, and where the credential goes.",
            mixinStandardHelpOptions = true)
    int connectCustom(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "NAME", description = "What to call it.") String name,
            @Option(
                            names = "--hosts",
                            required = true,
                            split = ",",
                            paramLabel = "HOST",
                            description = "The only hosts the credential may reach: exact names or *.suffix.")
                    List<String> hosts,
            @Option(
                            names = "--injection",
                            paramLabel = "JSON",
                            converter = JsonObjectArgument.class,
                            description = "Where the credential goes (default: Authorization: Bearer).")
                    @Nullable
                    JsonObject injection,
            @Option(names = "--ca-file", paramLabel = "FILE", description = "CA certificates to trust besides, PEM.")
                    @Nullable
                    Path ca,
            @Option(
                            names = "--allow-private-network",
                            description = "Let its hosts have private addresses, where the server allows that.")
                    boolean privateNetwork,
            @ArgGroup(exclusive = false) @Nullable ConnectionOptions connection) {
        Body body = connection == null ? new Body() : connection.custom();
        JsonObject custom = body.text("name", name)
                .texts("allowed_hosts", hosts)
                .member("injection", injection)
                .text("tls_ca_pem", ca == null ? null : TextFile.read(ca))
                .flag("allow_private_network", privateNetwork ? true : null)
                .json();
        return options.thing(server -> server.post("/v1/services/custom", custom));
    }

    @Command(
            name = "verify",
            description = "Ask the service whether it takes the credential.",
            mixinStandardHelpOptions = true)
    int verify(@Mixin ServerOptions options, @Parameters(paramLabel = "CONNECTION") String connection) {
        return options.thing(server -> server.post(Server.path(ONE + "/verify", connection), new Body().json()));
    }

    @Command(
            name = "replace-credential",
            description = "Put another credential into a connection; the next call uses it.",
            mixinStandardHelpOptions = true)
    int replace(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "CONNECTION") String connection,
            @Option(
                            names = "--credential-file",
                            required = true,
                            paramLabel = "FILE",
                            description = "File with the credential; - for standard input.")
                    Path credential,
            @Option(names = "--custom", description = "It is a service of your own.") boolean custom) {
        CredentialInput given = CredentialInput.read(credential);
        JsonObject body = (custom ? given.custom() : given.catalogue()).json();
        return options.thing(server -> server.post(Server.path(ONE + "/credential", connection), body));
    }

    @Command(
            name = "disconnect",
            description = "End a connection: its credential is destroyed, and what rests on it is revoked.",
            mixinStandardHelpOptions = true)
    int disconnect(@Mixin ServerOptions options, @Parameters(paramLabel = "CONNECTION") String connection) {
        return options.thing(server -> server.delete(Server.path(ONE + "/disconnect", connection)));
    }

    @Command(name = "grant", description = "Let an agent use a connection.", mixinStandardHelpOptions = true)
    int grant(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "CONNECTION") String connection,
            @Parameters(paramLabel = "AGENT") String agent,
            @Option(names = "--scopes", split = ",", paramLabel = "SCOPE", description = "What it may use it for.")
                    @Nullable
                    List<String> scopes,
            @Option(
                            names = "--intents",
                            paramLabel = "JSON",
                            converter = JsonArrayArgument.class,
                            description = "Named intents it is limited to, as a JSON array.")
                    @Nullable
                    JsonArray intents,
            @Option(
                            names = "--constraints",
                            paramLabel = "JSON",
                            converter = JsonArrayArgument.class,
                            description = "Constraints on each call, as a JSON array.")
                    @Nullable
                    JsonArray constraints) {
        JsonObject body = new Body()
                .text("agent_id", agent)
                .text("service_connection_id", connection)
                .texts("scopes", scopes)
                .member("intents", intents)
                .member("constraints", constraints)
                .json();
        return options.thing(server -> server.post("/v1/services/grant", body));
    }

    @Command(
            name = "withdraw",
            description = "Take a grant back; the passports that carry it are revoked.",
            mixinStandardHelpOptions = true)
    int withdraw(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "CONNECTION") String connection,
            @Parameters(paramLabel = "AGENT") String agent) {
        return options.thing(server -> server.delete(Server.path(ONE + "/grants/%s", connection, agent)));
    }
}
