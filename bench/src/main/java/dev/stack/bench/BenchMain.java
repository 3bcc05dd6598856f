// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
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

    public static void main(String... arguments) {
        System.exit(new CommandLine(new BenchMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Bench> all = ServiceLoader.load(Bench.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (names.isEmpty()) {
            all.forEach(this::list);
            return 0;
        }
        List<Bench> chosen = names.contains("all")
                ? all
                : all.stream().filter(bench -> names.contains(bench.name())).toList();
        if (chosen.size() < names.size() && !names.contains("all")) {
            System.err.println("stack bench: there is no benchmark of that name. Run it without a name to list them.");
            return 2;
        }
        for (Bench bench : chosen) {
            for (Measurement measurement : bench.run()) {
                print(bench, measurement);
            }
        }
        return 0;
    }

    private void list(Bench bench) {
        System.out.println(
                json
                        ? object(Map.of("bench", text(bench.name()), "describes", text(bench.describes())))
                        : String.format(Locale.ROOT, "%-24s %s", bench.name(), bench.describes()));
    }

    private void print(Bench bench, Measurement measured) {
        if (!json) {
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %-32s %12.1f %-6s %6.2f x %s (%.1f)%n",
                    bench.name(),
                    measured.name(),
                    measured.value(),
                    measured.unit(),
                    measured.ratio(),
                    measured.anchor(),
                    measured.anchorValue());
            return;
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("bench", text(bench.name()));
        members.put("name", text(measured.name()));
        members.put("value", number(measured.value()));
        members.put("unit", text(measured.unit()));
        members.put("anchor", text(measured.anchor()));
        members.put("anchor_value", number(measured.anchorValue()));
        members.put("ratio", number(measured.ratio()));
        System.out.println(object(members));
    }

    private static String object(Map<String, JsonValue> members) {
        return JsonText.write(new JsonObject(members));
    }

    private static JsonValue text(String text) {
        return new JsonString(text);
    }

    private static JsonValue number(double value) {
        return new JsonNumber(new BigDecimal(value, MathContext.DECIMAL32));
    }
}
