// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import picocli.CommandLine.Command;

/** {@code stack demo}. */
@Command(name = "demo", description = "Walk a mission through its life.", mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {

    @Override
    public void run() {}
}
