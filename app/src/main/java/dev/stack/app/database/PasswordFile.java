// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

import dev.stack.app.start.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a password that was given by file, and refuses one that anybody could guess. */
public final class PasswordFile {

    private static final int LENGTH_MIN = 12;
    private static final Set<String> SAMPLES =
            Set.of("change", "password", "postgres", "secret", "example", "sample", "stack", "12345", "qwerty");

    private PasswordFile() {}

    /** The password in {@code file}, which {@code setting} names; refuses the start without a good one. */
    public static String read(@Nullable Path file, String setting) {
        if (file == null) {
            throw new StartRefused("The setting " + setting + " is missing: name the file that holds the password.");
        }
        String password = text(file, setting);
        if (password.length() < LENGTH_MIN || isSample(password)) {
            throw new StartRefused("The password in " + file + " (" + setting + ") is too easy to guess: use at least "
                    + LENGTH_MIN + " random characters, for example from: openssl rand -hex 24");
        }
        return password;
    }

    private static boolean isSample(String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        return SAMPLES.stream().anyMatch(lower::startsWith);
    }

    private static String text(Path file, String setting) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new StartRefused(
                    "The file " + file + " named by " + setting + " cannot be read: it must exist and be readable by "
                            + "this process.",
                    unreadable);
        }
    }
}
