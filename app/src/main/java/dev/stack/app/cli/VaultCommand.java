// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import picocli.CommandLine.Command;

/** {@code stack vault}: what an operator does with the vault as a whole. */
@Command(
        name = "vault",
        description = "Look after the vault.",
        mixinStandardHelpOptions = true,
        subcommands = {RewrapCommand.class, WithdrawKeyCommand.class})
final class VaultCommand extends Noun {}
