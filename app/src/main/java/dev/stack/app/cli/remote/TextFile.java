// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text from a file, or from standard input where the file is {@code -}. */
final class TextFile {

    private static final Path STANDARD_INPUT = Path.of("-");

    private TextFile() {}

    /** The text without white space around it. */
    static String read(Path file) {
        try {
            byte[] bytes = file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new IllegalStateException("The file " + file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
