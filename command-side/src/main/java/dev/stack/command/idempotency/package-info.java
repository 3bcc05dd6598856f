// SPDX-License-Identifier: Apache-2.0
/**
 * Exact repeats: a request sent again with the same key gets the first answer, byte for byte, and has no second effect. The
 * answer is written in the transaction that appends the request's events, so neither exists without the other. Rests on one
 * convention: a mutating route sends exactly one command and answers with that command's result.
 */
@NullMarked
package dev.stack.command.idempotency;

import org.jspecify.annotations.NullMarked;
