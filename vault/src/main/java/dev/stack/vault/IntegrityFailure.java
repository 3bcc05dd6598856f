// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

/**
 * A ciphertext does not belong where it was found, was changed, or its key is gone. Never a caller's fault: answered as
 * an internal error and recorded as {@code vault.integrity}.
 */
public final class IntegrityFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code message} holds nothing of the secret. */
    public IntegrityFailure(String message) {
        super(message);
    }
}
