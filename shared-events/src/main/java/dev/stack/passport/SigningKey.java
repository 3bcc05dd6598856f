// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

/** A private key that signs without showing itself. */
public interface SigningKey {

    /** Which key this is in the published set; {@code [A-Za-z0-9_-]}, 1 to 64 characters. */
    String kid();

    /** The Ed25519 signature of {@code message}; 64 bytes, always the same for the same message (RFC 8032, 5.1.6). */
    byte[] sign(byte[] message);
}
