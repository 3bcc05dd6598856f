// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

/**
 * The key-encryption key: wraps data keys and never leaves where it lives. A provider that cannot be reached refuses with
 * {@code UNAVAILABLE}; a wrapped key that does not fit is an {@link IntegrityFailure}.
 */
public interface Kek {

    /** Which key it is; stored beside what it wraps, and never changed. */
    String id();

    /** Wraps a data key for its place. */
    byte[] wrap(byte[] dataKey, KeyPlace place);

    /** Unwraps what {@link #wrap} gave for the same place. */
    SecretBytes unwrap(byte[] wrapped, KeyPlace place);

    /** Refuses when the key cannot be used now. */
    default void probe() {}
}
