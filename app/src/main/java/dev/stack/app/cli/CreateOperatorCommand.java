// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.command.operator.ApiKeyAnswer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack operator create}: another operator, with nothing in common with those there are. */
@Command(
        name = "create",
        description = {
            "Make another operator and print its API key once.",
            "Works whether the server runs or not; the key is good at once."
        },
        mixinStandardHelpOptions = true)
final class CreateOperatorCommand implements Callable<Integer> {

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What to call it.")
    private String name = "";

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the key and nothing else.")
    private boolean quiet;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Override
    public Integer call() {
        return OperatorTask.run(settings, operators -> print(operators.create(name)));
    }

    private void print(ApiKeyAnswer made) {
        if (quiet) {
            System.out.println(made.apiKey());
            return;
        }
        System.out.printf("%s  %s%n", made.operatorId(), name);
        System.out.println("This is its API key. It is shown this once and kept nowhere.");
        System.out.println("  " + made.apiKey());
    }
}
