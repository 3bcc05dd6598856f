// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stack vault}: what an operator does with the vault as a whole. */
@Command(
        name = "vault",
        description = "Look after the vault.",
        mixinStandardHelpOptions = true,
        subcommands = {RewrapCommand.class, WithdrawKeyCommand.class})
final class VaultCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the vault: rewrap or withdraw-key.");
    }
}
