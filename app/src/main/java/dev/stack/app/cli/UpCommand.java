// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.app.StackApplication;
import dev.stack.app.embedded.FreePort;
import dev.stack.app.start.RunningServer;
import dev.stack.app.start.StartFailure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack up}: starts the server and lets it run until it is told to stop. */
@Command(
        name = "up",
        description = {
            "Start the server: database, API and proxy in one process.",
            "The first start makes the operator and prints its API key once.",
            "Ctrl-C or SIGTERM finishes the calls under way and stops."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Option(names = "--port", paramLabel = "N", description = "Port to serve on (default: 8080; 0: any free one).")
    private @Nullable Integer port;

    @Option(
            names = "--allow-private-upstreams",
            description = "Let connections that say so reach private and loopback addresses. For development only.")
    private boolean allowPrivateUpstreams;

    @Override
    public Integer call() throws IOException {
        try {
            RunningServer.stopInOrder(StackApplication.run(arguments().toArray(String[]::new)));
            return StackCommand.KEEPS_RUNNING;
        } catch (RuntimeException failure) {
            if (StartFailure.line(failure).isEmpty()) {
                System.err.println("stack: The server did not start: " + failure.getMessage());
            }
            return 1;
        }
    }

    private List<String> arguments() throws IOException {
        List<String> arguments = settings.arguments();
        if (port != null) {
            // Chosen here and not by the web server, because passports name their issuer with its port.
            arguments.add("--server.port=" + (port == 0 ? FreePort.find() : port));
        }
        if (allowPrivateUpstreams) {
            arguments.add("--stack.edge.allow-private-upstreams=true");
        }
        return arguments;
    }
}
