// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stack}: what can be asked of the program. */
@Command(
        name = "stack",
        description = "The runtime control plane for AI agents, on your own machine.",
        mixinStandardHelpOptions = true,
        versionProvider = StackVersion.class,
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            EchoCommand.class,
            OperatorCommand.class,
            VaultCommand.class,
            VersionCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 refused or not as expected, 2 wrong usage."})
public final class StackCommand implements Runnable {

    /** The command goes on in the background; the process must not end. */
    public static final int KEEPS_RUNNING = -1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command that {@code arguments} name and answers its exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new StackCommand())
                .setExecutionExceptionHandler((failure, commandLine, _) -> {
                    commandLine.getErr().println("stack: " + failure.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: up, demo, echo, operator, vault or version.");
    }
}
