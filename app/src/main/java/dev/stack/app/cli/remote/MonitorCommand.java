// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Colours;
import dev.stack.app.cli.client.Fields;
import dev.stack.app.cli.client.Printer;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import dev.stack.app.cli.client.Unreachable;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack monitor}: the audit log as it grows. */
@Command(
        name = "monitor",
        description = {
            "Print the newest entries of the audit log, one line each.",
            "With --follow, what comes after them too, every entry once, until Ctrl-C."
        },
        mixinStandardHelpOptions = true)
public final class MonitorCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final long PAUSE_SECONDS = 2;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until stopped.")
    private boolean follow;

    @Option(names = "--agent", paramLabel = "AGENT", description = "Only what concerns this agent.")
    private @Nullable String agent;

    @Option(names = "--jti", paramLabel = "JTI", description = "Only what concerns this passport.")
    private @Nullable String jti;

    @Option(names = "--limit", paramLabel = "N", description = "How many to begin with, 1 to 100 (default: 20).")
    private int limit = 20;

    @Override
    public Integer call() throws InterruptedException {
        Printer printer = options.printer();
        try (Server server = options.open()) {
            var tail = new AuditTail(server, agent, jti);
            tail.newest(limit).forEach(entry -> print(printer, entry));
            while (follow) {
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
                next(tail, printer);
            }
        }
        return 0;
    }

    /** A server that is being restarted is waited for; a refusal ends it. */
    private void next(AuditTail tail, Printer printer) {
        try {
            tail.later().forEach(entry -> print(printer, entry));
        } catch (Unreachable restarting) {
            printer.note("… " + restarting.getMessage());
        }
    }

    private static void print(Printer printer, JsonValue entry) {
        Colours colours = printer.colours();
        String who = Fields.text(entry, "agent_id")
                .or(() -> Fields.text(entry, "actor"))
                .orElse("");
        String line = String.join(
                "  ",
                time(entry),
                padded(colours, Fields.line(entry, "outcome")),
                Printer.shown(Fields.line(entry, "action")),
                Printer.shown(who),
                Printer.shown(Fields.line(entry, "passport_jti")),
                Printer.shown(Fields.line(entry, "error_code")));
        printer.made(entry, line.stripTrailing());
    }

    private static String time(JsonValue entry) {
        long millis = Fields.at(entry, "timestamp").orElse(JsonValue.NULL) instanceof JsonNumber number
                ? number.asLong().orElse(0L)
                : 0L;
        return TIME.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }

    private static String padded(Colours colours, String outcome) {
        return colours.outcome(outcome) + " ".repeat(Math.max(0, 7 - outcome.length()));
    }
}
