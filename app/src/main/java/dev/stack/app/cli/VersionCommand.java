// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import picocli.CommandLine.Command;

/** {@code stack version}. */
@Command(name = "version", description = "Print the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {

    @Override
    public void run() {
        System.out.println(new StackVersion().getVersion()[0]);
    }
}
