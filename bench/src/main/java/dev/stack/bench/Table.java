// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints results: lines of a table for people, or one JSON object a line. */
final class Table {

    private static final String FORMAT = "%-16s %-44s %8s %8s  %s%n";

    private final PrintStream out;
    private final boolean json;

    Table(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void head() {
        if (!json) {
            out.printf(Locale.ROOT, FORMAT, "bench", "case", "ratio", "goal", "against");
        }
    }

    void row(String bench, Ratio result) {
        if (json) {
            out.println(object(bench, result));
            return;
        }
        String goal = result.goal().isPresent() ? digits(result.goal().getAsDouble()) : "";
        out.printf(Locale.ROOT, FORMAT, bench, result.name(), digits(result.ratio()), goal, result.against());
    }

    /** A benchmark by its name, unmeasured. */
    void name(Bench bench) {
        if (json) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("bench", new JsonString(bench.name()));
            members.put("describes", new JsonString(bench.describes()));
            out.println(JsonText.write(new JsonObject(members)));
            return;
        }
        out.printf(Locale.ROOT, "%-16s %s%n", bench.name(), bench.describes());
    }

    private static String object(String bench, Ratio result) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("bench", new JsonString(bench));
        members.put("case", new JsonString(result.name()));
        members.put("ratio", number(result.ratio()));
        members.put("goal", result.goal().isPresent() ? number(result.goal().getAsDouble()) : JsonValue.NULL);
        members.put("against", new JsonString(result.against()));
        return JsonText.write(new JsonObject(members));
    }

    private static String digits(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static JsonValue number(double value) {
        return new JsonNumber(new BigDecimal(value, new MathContext(4)));
    }
}
