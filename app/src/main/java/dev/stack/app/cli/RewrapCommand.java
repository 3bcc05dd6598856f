// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.app.cli.client.Body;
import dev.stack.app.start.StartFailure;
import dev.stack.app.vault.VaultTools;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.vault.KekProvider;
import dev.stack.vault.Rewrap;
import dev.stack.vault.Rewrap.Progress;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack vault rewrap}: moves every data key under another master key. */
@Command(
        name = "rewrap",
        description = {
            "Wrap every data key anew under the master key of a provider.",
            "Works while servers run, if their settings name both keys; nothing is unreadable at any moment.",
            "May be stopped or killed at any time: the next run goes on."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 every data key is under that key, 1 some are not, 2 wrong usage."})
final class RewrapCommand implements Callable<Integer> {

    private static final int TRIES_MAX = 5;
    private static final long PAUSE_SECONDS = 5;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "PROVIDER",
            description = "local, or aws-kms with stack.vault.kms.key-id.")
    private Provider to = Provider.LOCAL;

    @Option(names = "--json", description = "Print how it ended as JSON and nothing else.")
    private boolean json;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    /** How providers are written. */
    private enum Provider {
        LOCAL(KekProvider.LOCAL),
        AWS_KMS(KekProvider.AWS_KMS);

        private final KekProvider is;

        Provider(KekProvider is) {
            this.is = is;
        }

        @Override
        public String toString() {
            return is.wire();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        try (VaultTools tools = VaultTools.open(settings.arguments())) {
            Progress end = run(tools.rewrap());
            print(end);
            return end.left() == 0 ? 0 : 1;
        } catch (Refusal refused) {
            System.err.println("stack: " + refused.reason()
                    + refused.finding().map(it -> " (" + it + ")").orElse(""));
            System.err.println("stack: What was done stays done; run the same command again to go on.");
            return 1;
        } catch (RuntimeException failure) {
            System.err.println("stack: " + StartFailure.line(failure).orElse(String.valueOf(failure.getMessage())));
            return 1;
        }
    }

    private void print(Progress end) {
        if (json) {
            System.out.println(new Body()
                    .text("run", end.id())
                    .text("to", end.toKek())
                    .number("rewrapped", end.rewrapped())
                    .number("left", end.left())
                    .json());
        }
        say(
                "done: %d data keys are now under %s, %d are not (run %s)%n",
                end.rewrapped(), end.toKek(), end.left(), end.id());
    }

    private void say(String format, Object... values) {
        if (!json) {
            System.out.printf(format, values);
        }
    }

    /** Patient with a key service that is busy; not for ever with one that is gone. */
    private Progress run(Rewrap rewrap) throws InterruptedException {
        for (int failed = 0; ; ) {
            long[] rewrapped = {-1};
            try {
                return rewrap.run(to.is, progress -> {
                    rewrapped[0] = progress.rewrapped();
                    say("%d done, %d to do%n", progress.rewrapped(), progress.left());
                });
            } catch (Refusal refused) {
                failed = rewrapped[0] < 0 ? failed + 1 : 1;
                if (refused.code() != ErrorCode.UNAVAILABLE || failed >= TRIES_MAX) {
                    throw refused;
                }
                long pause = pause(refused);
                say("the key service does not answer; trying again in %d s%n", pause);
                TimeUnit.SECONDS.sleep(pause);
            }
        }
    }

    private static long pause(Refusal refused) {
        return refused.details().get("retry_after_seconds") instanceof JsonNumber seconds
                ? seconds.asLong().orElse(PAUSE_SECONDS)
                : PAUSE_SECONDS;
    }
}
