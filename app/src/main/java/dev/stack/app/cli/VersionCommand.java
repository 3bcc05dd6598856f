// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.app.cli.client.Body;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stack version}. */
@Command(name = "version", description = "Print the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public void run() {
        String version = new StackVersion().getVersion()[0];
        System.out.println(json ? new Body().text("version", version).json() : version);
    }
}
