// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.app.cli.client.Body;
import dev.stack.app.operator.OperatorRegister;
import dev.stack.command.login.Email;
import dev.stack.command.operator.ApiKeyAnswer;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            names = "--email",
            paramLabel = "ADDRESS",
            description = "Who may sign in for it, by a link that is mailed.")
    private @Nullable String email;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the key and nothing else.")
    private boolean quiet;

    @Option(names = "--json", description = "Print what was made as JSON and nothing else.")
    private boolean json;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Override
    public Integer call() {
        return OperatorTask.run(settings, this::create);
    }

    /** An address that is taken is told before anything is made. */
    private void create(OperatorRegister register) {
        Optional<Email> person = Optional.ofNullable(email).map(Email::new);
        if (person.filter(register.people()::contains).isPresent()) {
            throw new Refusal(ErrorCode.CONFLICT, "That address signs in for an operator already. Give another one.");
        }
        ApiKeyAnswer made = register.operators().create(name);
        person.ifPresent(address -> register.people().add(made.operatorId(), address));
        print(made);
    }

    private void print(ApiKeyAnswer made) {
        if (json) {
            var answer = new Body().text("operator_id", made.operatorId()).text("name", name);
            System.out.println(answer.text("api_key", made.apiKey()).json());
            return;
        }
        if (quiet) {
            System.out.println(made.apiKey());
            return;
        }
        System.out.printf("%s  %s%n", made.operatorId(), name);
        System.out.println("This is its API key. It is shown this once and kept nowhere.");
        System.out.println("  " + made.apiKey());
    }
}
