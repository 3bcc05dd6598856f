// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/** Runs our vectors through a program that shares no line with ours. */
public final class SecondLanguage {

    private SecondLanguage() {}

    /** Fails unless {@code script}, of the Python tests, agrees with all of its vectors. */
    public static void agrees(String script, int vectors) throws Exception {
        Process python;
        try {
            python = new ProcessBuilder("python3", "src/test/python/" + script)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            Assumptions.abort("python3 is not installed: " + missing.getMessage());
            return;
        }
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        assertThat(output).contains(vectors + " vectors, 0 wrong");
    }
}
