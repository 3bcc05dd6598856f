// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

/**
 * The first answer to a repeated request.
 *
 * @param status the HTTP status
 * @param body the body, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, compared never
public record StoredAnswer(int status, byte[] body) {}
