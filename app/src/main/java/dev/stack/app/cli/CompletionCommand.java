// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stack completion}: what a shell needs to complete our words. */
@Command(
        name = "completion",
        description = {"Print a completion script for bash and zsh.", "Use it with: source <(./stack completion)"},
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        System.out.println(AutoComplete.bash("stack", spec.root().commandLine()));
    }
}
