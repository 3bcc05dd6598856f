// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.doctor;

import dev.stack.app.cli.SettingOptions;
import dev.stack.app.cli.client.Colours;
import dev.stack.app.cli.client.Printer;
import dev.stack.app.cli.doctor.Diagnosis.Verdict;
import dev.stack.app.start.StartFailure;
import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack doctor}: why the server does not run here, or that it will. */
@Command(
        name = "doctor",
        description = {
            "Look at everything the server needs: Java, disk, port, database, clock, Redis, master key.",
            "Changes nothing. Give it the settings the server gets."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 nothing is in the way, 1 something is, 2 wrong usage."})
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port the server is to serve on (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(names = "--json", description = "Print what was found as JSON and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        List<Diagnosis> found = look();
        if (json) {
            System.out.println(JsonText.write(new JsonArray(
                    List.<JsonValue>copyOf(found.stream().map(Diagnosis::toJson).toList()))));
        } else {
            found.forEach(DoctorCommand::print);
        }
        return found.stream().anyMatch(it -> it.verdict() == Verdict.FAILED) ? 1 : 0;
    }

    private List<Diagnosis> look() {
        Stream<Diagnosis> machine = Stream.of(JavaLook.at(Runtime.version()), PortLook.at(port));
        return Stream.concat(machine, installation()).toList();
    }

    /** Settings that cannot be read end the look: nothing else can be known without them. */
    private Stream<Diagnosis> installation() {
        Clock clock = Clock.systemUTC();
        try (DoctorSettings read = DoctorSettings.read(settings.arguments())) {
            return Stream.of(
                            Stream.of(DiskLook.at(read.data())),
                            DatabaseLook.at(read.database(), read.data(), clock).stream(),
                            Stream.of(RedisLook.at(read.redis())),
                            Stream.of(MasterKeyLook.at(read.vault(), read.kms(), clock)))
                    .flatMap(it -> it);
        } catch (RuntimeException unreadable) {
            String what = StartFailure.line(unreadable).orElse(String.valueOf(unreadable.getMessage()));
            return Stream.of(Diagnosis.failed(
                    "settings", what, "Correct the setting; docs/reference/configuration.md lists them all."));
        }
    }

    private static void print(Diagnosis it) {
        String word = Colours.ofTerminal().outcome(it.word())
                + " ".repeat(9 - it.word().length());
        System.out.println(word + "%-11s".formatted(it.part()) + Printer.shown(it.found()));
        if (!it.advice().isEmpty()) {
            System.out.println(" ".repeat(20) + "→ " + it.advice());
        }
    }
}
