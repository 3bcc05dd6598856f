// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stack echo}: something to call through the proxy while trying it out. */
@Command(
        name = "echo",
        description = {
            "Serve HTTPS on this machine and print what is received: something to call through the proxy.",
            "A connection to it says allow_private_network, and names the certificate as tls_ca_pem."
        },
        mixinStandardHelpOptions = true)
final class EchoCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", description = "Port to serve on (default: ${DEFAULT-VALUE}).")
    private int port = 8443;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "Where to write the certificate (default: ${DEFAULT-VALUE}).")
    private Path certificate = Path.of("echo.pem");

    @Override
    public Integer call() throws IOException {
        EchoUpstream upstream = EchoUpstream.start(port, System.out);
        Files.writeString(certificate, upstream.pem());
        System.out.println("ready https://" + upstream.host() + " certificate " + certificate);
        return StackCommand.KEEPS_RUNNING;
    }
}
