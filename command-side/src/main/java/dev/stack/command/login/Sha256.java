// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What is kept of a secret that only has to be known again. Enough for one that nobody can guess. */
public final class Sha256 {

    private Sha256() {}

    /** The 32 bytes for the UTF-8 of {@code secret}. */
    public static byte[] of(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
