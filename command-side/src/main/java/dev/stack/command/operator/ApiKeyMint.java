// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.vocabulary.RandomText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Makes API keys: {@code sk_live_op_} and 43 random characters (256 bits). Only the SHA-256 of a key is ever stored. */
@Component
final class ApiKeyMint {

    private static final String PREFIX = "sk_live_op_";
    private static final int RANDOM_LENGTH = 43;

    private final SecureRandom random;

    ApiKeyMint(SecureRandom random) {
        this.random = random;
    }

    /** A key and the hash it is stored under. */
    record Made(String key, String hash) {
        @Override
        public String toString() {
            return "Made[hash=" + hash + "]";
        }
    }

    Made make() {
        String key = PREFIX + RandomText.of(RANDOM_LENGTH, random);
        return new Made(key, hash(key));
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
