// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that the build can write: {@code -Dstack.golden=write} writes it anew, every other run compares. */
public final class Golden {

    private Golden() {}

    /** Fails when {@code file} does not say {@code expected}. */
    public static void check(Path file, String expected) throws IOException {
        if ("write".equals(System.getProperty("stack.golden"))) {
            Files.writeString(file, expected);
        }
        assertThat(file)
                .as("out of date? write it anew: mvn verify -Dstack.golden=write")
                .hasContent(expected);
    }
}
