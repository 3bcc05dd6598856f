// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

/**
 * The key-encryption key: wraps data keys and never leaves where it lives. A provider that cannot be reached refuses with
 * {@code UNAVAILABLE}; a wrapped key that does not fit is an {@link IntegrityFailure}.
 */
public interface Kek {

    /** Which key wraps now; stored beside what it wraps. */
    String id();

    /** Wraps a data key for the place {@code aad} names. */
    byte[] wrap(byte[] dataKey, byte[] aad);

    /** Unwraps what {@link #wrap} gave for the same place. */
    SecretBytes unwrap(byte[] wrapped, byte[] aad);
}
