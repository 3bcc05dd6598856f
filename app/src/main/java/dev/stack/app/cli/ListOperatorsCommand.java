// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.command.operator.Operators.Registered;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stack operator list}: one line each, without keys: of those only hashes are kept. */
@Command(
        name = "list",
        description = "List the operators: id, when it was made, name.",
        mixinStandardHelpOptions = true)
final class ListOperatorsCommand implements Callable<Integer> {

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Override
    public Integer call() {
        return OperatorTask.run(
                settings, register -> register.operators().list().forEach(ListOperatorsCommand::print));
    }

    private static void print(Registered operator) {
        System.out.printf(
                "%s  %s  %s%n", operator.id(), operator.at().truncatedTo(ChronoUnit.SECONDS), operator.name());
    }
}
