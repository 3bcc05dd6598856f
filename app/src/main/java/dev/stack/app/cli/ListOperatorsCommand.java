// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.app.cli.client.Body;
import dev.stack.command.operator.Operators.Registered;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.WireTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack operator list}: one line each, without keys: of those only hashes are kept. */
@Command(
        name = "list",
        description = "List the operators: id, when it was made, name.",
        mixinStandardHelpOptions = true)
final class ListOperatorsCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print them as JSON and nothing else.")
    private boolean json;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Override
    public Integer call() {
        return OperatorTask.run(settings, register -> print(register.operators().list()));
    }

    private void print(List<Registered> operators) {
        if (json) {
            List<JsonValue> items = operators.stream()
                    .<JsonValue>map(ListOperatorsCommand::toJson)
                    .toList();
            System.out.println(new JsonArray(items));
            return;
        }
        operators.forEach(operator -> System.out.printf(
                "%s  %s  %s%n", operator.id(), operator.at().truncatedTo(ChronoUnit.SECONDS), operator.name()));
    }

    private static JsonObject toJson(Registered operator) {
        return new Body()
                .text("operator_id", operator.id())
                .text("created_at", WireTime.text(operator.at()))
                .text("name", operator.name())
                .json();
    }
}
