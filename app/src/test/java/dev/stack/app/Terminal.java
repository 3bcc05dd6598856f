// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.cli.StackCommand;
import dev.stack.json.JsonValue;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** Runs {@code stack …} inside this process, which is no terminal, and keeps what it printed. */
final class Terminal {

    private static final StrictJson JSON = new StrictJson(StrictJson.Limits.CALL);

    private Terminal() {}

    /** What a command left behind. */
    record Ran(int code, String out, String err) {

        Ran succeeded() {
            assertThat(code).as(out + err).isZero();
            return this;
        }

        List<String> lines() {
            return out.lines().toList();
        }

        JsonValue json() {
            succeeded();
            try {
                return JSON.parse(out.strip());
            } catch (JsonRefused noJson) {
                throw new AssertionError("no JSON: " + out, noJson);
            }
        }
    }

    static synchronized Ran run(String... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var printed = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        System.setErr(new PrintStream(complained, true, UTF_8));
        try {
            int code = StackCommand.run(words);
            return new Ran(code, printed.toString(UTF_8), complained.toString(UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
