// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import org.axonframework.common.AxonNonTransientException;

/**
 * Another request with the same key was first. No refusal: nothing was denied, so nothing is recorded, and the caller gets
 * the first answer.
 */
final class KeyTaken extends AxonNonTransientException {

    private static final long serialVersionUID = 1L;

    KeyTaken() {
        super("another request with the same idempotency key was first");
    }

    static boolean isIn(Throwable failure) {
        return failure instanceof KeyTaken || (failure.getCause() != null && isIn(failure.getCause()));
    }
}
