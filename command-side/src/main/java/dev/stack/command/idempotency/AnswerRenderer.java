// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import org.jspecify.annotations.Nullable;

/** Writes a command's result exactly as the HTTP answer writes it. */
@FunctionalInterface
public interface AnswerRenderer {

    /** The body of the answer; nothing is rendered as the empty object. */
    byte[] render(@Nullable Object result);
}
