// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import dev.stack.ledger.Hash;
import dev.stack.passport.SigningKey;
import dev.stack.status.StatusListToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.GZIPOutputStream;

/**
 * A list as it goes out, the same bytes to everyone.
 *
 * @param plain the signed text
 * @param gzip the same, packed
 * @param etag of the plain text; the packed one has its own (RFC 9110, section 8.8.3.3)
 */
record PublishedList(StatusListToken token, byte[] plain, byte[] gzip, String etag) {

    static PublishedList of(StatusListToken token, SigningKey key) {
        byte[] plain = token.sign(key).getBytes(StandardCharsets.US_ASCII);
        return new PublishedList(token, plain, packed(plain), sha256(plain));
    }

    /** In quotes, as the header wants it. */
    String etag(boolean packed) {
        return '"' + etag + (packed ? "-gzip\"" : "\"");
    }

    private static byte[] packed(byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return Hash.of(MessageDigest.getInstance("SHA-256").digest(bytes)).toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
