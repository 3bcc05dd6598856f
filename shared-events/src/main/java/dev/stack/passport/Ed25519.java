// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

/** Ed25519 signatures (RFC 8032) by one chosen provider; thread-safe. */
public interface Ed25519 {

    int SIGNATURE_BYTES = 64;
    int KEY_BYTES = 32;

    /** Signs {@code message} with the 32-byte private seed (RFC 8032, section 5.1.5); 64 bytes. */
    byte[] sign(byte[] seed, byte[] message);

    /** Whether {@code signature} is good for {@code message} under the 32-byte public key. */
    boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
