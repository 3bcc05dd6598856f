// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over everything that must be the same for a request to be the same. */
public final class RequestDigest {

    private final byte[] sha256;

    RequestDigest(byte[] sha256) {
        this.sha256 = sha256.clone();
    }

    /**
     * Of one request.
     *
     * @param actor who asked
     * @param target the path and query as sent
     * @param body as sent
     */
    public static RequestDigest of(String actor, String target, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : new byte[][] {utf8(actor), utf8(target), body}) {
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
                digest.update(part);
            }
            return new RequestDigest(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    byte[] bytes() {
        return sha256.clone();
    }

    String hex() {
        return HexFormat.of().formatHex(sha256);
    }

    boolean isOf(byte[] other) {
        return MessageDigest.isEqual(sha256, other);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
