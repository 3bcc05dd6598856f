// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import java.io.Console;

/** Colours for a person at a terminal; none for a file, a pipe, {@code NO_COLOR} (no-color.org) or a dumb terminal. */
public enum Colours {
    ON,
    OFF;

    private static final String RESET = "\u001B[0m";

    /** Whether the terminal this process writes to wants any. */
    public static Colours ofTerminal() {
        Console console = System.console();
        boolean wanted = console != null
                && console.isTerminal()
                && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(System.getenv("TERM"));
        return wanted ? ON : OFF;
    }

    String bold(String text) {
        return paint("\u001B[1m", text);
    }

    /** Green for what went well, red for what did not, yellow for what needs a look. */
    public String outcome(String word) {
        return switch (word) {
            case "ok", "success", "active", "approved", "clean", "completed" -> paint("\u001B[32m", word);
            case "failed", "failure", "blocked", "revoked", "critical", "suspended" -> paint("\u001B[31m", word);
            case "warning", "pending", "flagged", "expired" -> paint("\u001B[33m", word);
            default -> word;
        };
    }

    private String paint(String code, String text) {
        return this == ON ? code + text + RESET : text;
    }
}
