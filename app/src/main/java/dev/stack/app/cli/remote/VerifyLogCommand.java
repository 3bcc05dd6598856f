// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Body;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.ledger.LedgerBreak;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack verify-log}: every hash of an export computed again, without a server. */
@Command(
        name = "verify-log",
        description = {
            "Compute every hash of an exported log again; needs no server and no network.",
            "Give the pages of one complete NDJSON export in their order; a filtered export is no chain."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 every entry holds, 1 one does not, 2 wrong usage or no export."})
public final class VerifyLogCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The export.")
    private List<Path> files = List.of();

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "A hash that was kept elsewhere: some entry must have it.")
    private @Nullable String head;

    @Option(names = "--json", description = "Print what was found as JSON and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            var log = new ExportedLog(Optional.ofNullable(head));
            for (Path file : files) {
                log.read(file);
            }
            return verdict(log);
        } catch (ExportedLog.NoExport unreadable) {
            System.err.println("stack: " + unreadable.getMessage());
            return 2;
        } catch (IOException unreadable) {
            System.err.println("stack: The export cannot be read: " + unreadable);
            return 2;
        }
    }

    private int verdict(ExportedLog log) {
        Optional<LedgerBreak> wrong = log.firstBreak();
        boolean holds = wrong.isEmpty() && log.headSeen();
        if (json) {
            System.out.println(new Body()
                    .flag("valid", holds)
                    .number("checked", log.checked())
                    .flag("head_seen", head == null ? null : log.headSeen())
                    .member("break", wrong.map(VerifyLogCommand::toJson).orElse(null))
                    .json());
        } else {
            System.out.println(sentence(log, wrong));
        }
        return holds ? 0 : 1;
    }

    private String sentence(ExportedLog log, Optional<LedgerBreak> wrong) {
        if (wrong.isPresent()) {
            LedgerBreak it = wrong.get();
            return "BROKEN at %s (chain_seq %d): %s; expected %s, found %s"
                    .formatted(it.entryId(), it.chainSeq(), kind(it), it.expected(), it.actual());
        }
        return log.headSeen() ? "OK: " + log.checked() + " entries hold" : "BROKEN: no entry has the hash " + head;
    }

    private static JsonObject toJson(LedgerBreak it) {
        return new Body()
                .text("entry_id", it.entryId())
                .number("chain_seq", it.chainSeq())
                .text("kind", kind(it))
                .text("expected", it.expected())
                .text("actual", it.actual())
                .json();
    }

    private static String kind(LedgerBreak it) {
        return it.kind().name().toLowerCase(Locale.ROOT);
    }
}
