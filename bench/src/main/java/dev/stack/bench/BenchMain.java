// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack bench}: lists the benchmarks, or runs those that are named. */
@Command(
        name = "stack bench",
        description = "Run benchmarks; each prints ratios against an anchor measured in the same run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Without a name the benchmarks are listed.", "Exit codes: 0 done, 1 a benchmark failed, 2 usage."
        })
public final class BenchMain implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Benchmarks to run; 'all' runs every one.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object per result.")
    private boolean json;

    @Option(names = "--tiny", description = "Only see that they work: the figures mean nothing.")
    private boolean tiny;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new BenchMain()).execute(arguments));
    }

    static List<Bench> all() {
        return ServiceLoader.load(Bench.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @Override
    public Integer call() throws Exception {
        var table = new Table(System.out, json);
        // Standard output holds results and nothing else: a server under measurement announces itself there.
        System.setOut(System.err);
        if (names.isEmpty()) {
            all().forEach(table::name);
            return 0;
        }
        Set<String> unknown = new HashSet<>(names);
        unknown.remove("all");
        unknown.removeAll(all().stream().map(Bench::name).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            System.err.println("stack bench: there is no benchmark " + String.join(", ", unknown)
                    + ". Run it without a name to list them.");
            return 2;
        }
        table.head();
        int code = 0;
        for (Bench bench : all()) {
            if (names.contains("all") || names.contains(bench.name())) {
                code = Math.max(code, run(bench, table));
            }
        }
        return code;
    }

    private int run(Bench bench, Table table) throws Exception {
        Optional<String> lacks = bench.lacks();
        if (lacks.isPresent()) {
            System.err.println("stack bench: " + bench.name() + " cannot run here. " + lacks.get());
            return 1;
        }
        bench.run(tiny ? Effort.TINY : Effort.FULL).forEach(result -> table.row(bench.name(), result));
        return 0;
    }
}
