// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Severity;

/**
 * Something a detector saw in a call.
 *
 * @param signal such as {@code credential_outside_scope}
 * @param key what the finding is about, such as a service; the same signal about the same is reported once in a while
 * @param details members for programs; never a secret, never what the caller sent
 */
public record CallFinding(
        Jti passport, String signal, String key, Severity severity, String message, JsonObject details) {}
