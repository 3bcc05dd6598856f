// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.embedded;

import dev.stack.app.start.StartRefused;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The passwords of the embedded database's three roles. Made at random once, kept in a file only its owner may read.
 *
 * @param superuser of {@code postgres}, who makes the roles
 * @param owner of {@code stack_owner}, who owns the tables
 * @param app of {@code stack_app}, who serves
 */
record PostgresPasswords(String superuser, String owner, String app) {

    /** Reads {@code file}, or makes it when there is none. */
    static PostgresPasswords loadOrMake(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            var made = new PostgresPasswords(password(random), password(random), password(random));
            PrivateFile.write(file, "superuser=%s\nowner=%s\napp=%s\n".formatted(made.superuser, made.owner, made.app));
            return made;
        }
        var kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            kept.load(reader);
        }
        return new PostgresPasswords(
                required(kept, "superuser", file), required(kept, "owner", file), required(kept, "app", file));
    }

    @Override
    public String toString() {
        return "PostgresPasswords[hidden]";
    }

    private static String required(Properties kept, String name, Path file) {
        String value = kept.getProperty(name);
        if (value == null) {
            throw new StartRefused("The file " + file + " lacks the password of " + name
                    + ". Restore it from the backup of the data folder.");
        }
        return value;
    }

    /** 192 bits, in characters that need no escape in a URL. */
    private static String password(SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
