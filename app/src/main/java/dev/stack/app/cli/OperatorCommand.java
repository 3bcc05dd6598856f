// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import picocli.CommandLine.Command;

/** {@code stack operator}: who shares this installation. */
@Command(
        name = "operator",
        description = "Make and list the operators of this installation.",
        mixinStandardHelpOptions = true,
        subcommands = {CreateOperatorCommand.class, ListOperatorsCommand.class})
final class OperatorCommand extends Noun {}
