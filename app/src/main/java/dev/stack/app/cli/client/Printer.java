// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints answers: as JSON on one line each, or as tables and lines for a person. Names and texts that somebody else wrote
 * cannot steer the terminal: whatever is no printable character is shown as its code point.
 */
public final class Printer {

    private static final int CELL_MAX = 60;

    private final PrintStream out;
    private final boolean json;
    private final Colours colours;

    Printer(PrintStream out, boolean json, Colours colours) {
        this.out = out;
        this.json = json;
        this.colours = colours;
    }

    /** A list, one row an item; {@code columns} are members of the items. */
    public void table(JsonValue list, String... columns) {
        if (json) {
            json(list);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonValue item : Fields.items(list, "")) {
            rows.add(cells(item, columns));
        }
        if (rows.isEmpty()) {
            out.println("none");
            return;
        }
        int[] widths = widths(rows, columns);
        out.println(colours.bold(row(List.of(columns), widths)));
        rows.forEach(row -> out.println(row(row, widths)));
    }

    /** An answer that is one thing, a line for each member. */
    public void thing(JsonValue answer) {
        if (json || !(answer instanceof JsonObject(Map<String, JsonValue> members))) {
            json(answer);
            return;
        }
        int width = members.keySet().stream().mapToInt(String::length).max().orElse(0);
        members.forEach((name, value) -> {
            if (!(value instanceof JsonValue.JsonNull)) {
                out.println(colours.bold(pad(name, width)) + "  " + shown(Fields.line(answer, name)));
            }
        });
    }

    /** A line made of {@code answer}, whose texts were made harmless; with {@code --json} the answer itself. */
    public void made(JsonValue answer, String line) {
        if (json) {
            json(answer);
        } else {
            out.println(line);
        }
    }

    /** Something said beside the answer; not printed with {@code --json}. */
    public void note(String line) {
        if (!json) {
            out.println(line);
        }
    }

    public Colours colours() {
        return colours;
    }

    /** One line of somebody else's text, harmless for a terminal. */
    public static String shown(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPrintable(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return shown.toString();
    }

    private void json(JsonValue answer) {
        out.println(JsonText.write(answer));
    }

    /** Neither control characters nor those that turn the direction of what follows. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static List<String> cells(JsonValue item, String... columns) {
        List<String> cells = new ArrayList<>();
        for (String column : columns) {
            String cell = shown(Fields.line(item, column));
            cells.add(cell.length() <= CELL_MAX ? cell : cell.substring(0, CELL_MAX - 1) + "…");
        }
        return cells;
    }

    private static int[] widths(List<List<String>> rows, String... columns) {
        int[] widths = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    columns[i].length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        return widths;
    }

    private String row(List<String> cells, int... widths) {
        var row = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            boolean last = i == widths.length - 1;
            row.append(colours.outcome(cell)).append(last ? "" : " ".repeat(widths[i] - cell.length() + 2));
        }
        return row.toString().stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
