// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.app.cli.client.Printer;
import dev.stack.app.cli.client.Unreachable;
import dev.stack.app.cli.doctor.DoctorCommand;
import dev.stack.app.cli.remote.AgentsCommand;
import dev.stack.app.cli.remote.AuditCommand;
import dev.stack.app.cli.remote.IssueCommand;
import dev.stack.app.cli.remote.KeyCommand;
import dev.stack.app.cli.remote.LoginCommand;
import dev.stack.app.cli.remote.LogoutCommand;
import dev.stack.app.cli.remote.MissionsCommand;
import dev.stack.app.cli.remote.MonitorCommand;
import dev.stack.app.cli.remote.ReviewsCommand;
import dev.stack.app.cli.remote.RevokeCommand;
import dev.stack.app.cli.remote.ServicesCommand;
import dev.stack.app.cli.remote.StatusCommand;
import dev.stack.app.cli.remote.VerifyLogCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stack}: what can be asked of the program. */
@Command(
        name = "stack",
        description = "The runtime control plane for AI agents, on your own machine.",
        mixinStandardHelpOptions = true,
        versionProvider = StackVersion.class,
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            StatusCommand.class,
            AgentsCommand.class,
            ServicesCommand.class,
            MissionsCommand.class,
            IssueCommand.class,
            RevokeCommand.class,
            ReviewsCommand.class,
            MonitorCommand.class,
            AuditCommand.class,
            VerifyLogCommand.class,
            KeyCommand.class,
            OperatorCommand.class,
            VaultCommand.class,
            EchoCommand.class,
            CompletionCommand.class,
            VersionCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 refused or not as expected, 2 wrong usage, 3 the server does not answer."})
public final class StackCommand extends Noun {

    /** The command goes on in the background; the process must not end. */
    public static final int KEEPS_RUNNING = -1;

    private static final int REFUSED = 1;
    private static final int UNREACHABLE = 3;

    /** Runs the command that {@code arguments} name and answers its exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new StackCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, commandLine, _) -> {
                    commandLine.getErr().println("stack: " + Printer.shown(String.valueOf(failure.getMessage())));
                    return failure instanceof Unreachable ? UNREACHABLE : REFUSED;
                })
                .execute(arguments);
    }
}
