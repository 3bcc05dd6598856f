// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.app.start.StartFailure;
import dev.stack.app.vault.VaultTools;
import dev.stack.vault.signing.KeyChange;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Override
    public Integer call() {
        try (VaultTools tools = VaultTools.open(settings.arguments())) {
            List<KeyChange> changes = tools.signingKeys().withdraw(kid);
            changes.forEach(change -> System.out.printf(
                    "%s is %s%n", change.kid(), change.to().name().toLowerCase(Locale.ROOT)));
            if (changes.isEmpty()) {
                System.out.printf("%s was withdrawn before%n", kid);
            }
            return 0;
        } catch (Refusal refused) {
            System.err.println("stack: " + refused.reason());
            return 1;
        } catch (RuntimeException failure) {
            System.err.println("stack: " + StartFailure.line(failure).orElse(String.valueOf(failure.getMessage())));
            return 1;
        }
    }
}
