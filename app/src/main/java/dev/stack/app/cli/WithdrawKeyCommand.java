// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.app.cli.client.Body;
import dev.stack.app.start.StartFailure;
import dev.stack.app.vault.VaultTools;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vault.signing.KeyChange;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack vault withdraw-key}: trusts a signing key no more. */
@Command(
        name = "withdraw-key",
        description = {
            "Withdraw a key that signs passports, because others may have it.",
            "Servers refuse what it signed within seconds, revoke every passport issued with it and drop it from the",
            "published set; if it was the one that signs, another one takes its place. There is no way back."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 it is withdrawn, 1 it is not, 2 wrong usage."})
final class WithdrawKeyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KID", description = "Its kid, as passports and the published key set name it.")
    private String kid = "";

    @Option(names = "--json", description = "Print what changed as JSON and nothing else.")
    private boolean json;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Override
    public Integer call() {
        try (VaultTools tools = VaultTools.open(settings.arguments())) {
            List<KeyChange> changes = tools.signingKeys().withdraw(kid);
            print(changes);
            return 0;
        } catch (Refusal refused) {
            System.err.println("stack: " + refused.reason());
            return 1;
        } catch (RuntimeException failure) {
            System.err.println("stack: " + StartFailure.line(failure).orElse(String.valueOf(failure.getMessage())));
            return 1;
        }
    }

    private void print(List<KeyChange> changes) {
        if (json) {
            List<JsonValue> items =
                    changes.stream().<JsonValue>map(WithdrawKeyCommand::toJson).toList();
            System.out.println(new JsonArray(items));
            return;
        }
        changes.forEach(change -> System.out.printf("%s is %s%n", change.kid(), state(change)));
        if (changes.isEmpty()) {
            System.out.printf("%s was withdrawn before%n", kid);
        }
    }

    private static JsonObject toJson(KeyChange change) {
        return new Body().text("kid", change.kid()).text("state", state(change)).json();
    }

    private static String state(KeyChange change) {
        return change.to().name().toLowerCase(Locale.ROOT);
    }
}
