// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stack operator}: who shares this installation. */
@Command(
        name = "operator",
        description = "Make and list the operators of this installation.",
        mixinStandardHelpOptions = true,
        subcommands = {CreateOperatorCommand.class, ListOperatorsCommand.class})
final class OperatorCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with operators: create or list.");
    }
}
