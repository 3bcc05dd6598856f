// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.CredentialKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be told of a sealed credential.
 *
 * @param form which form of the catalogue it fills, such as {@code key}; {@code null} = none
 * @param expiresAt when it ends by itself; {@code null} = unknown or never
 */
public record StoredCredential(
        CredentialKind kind,
        @Nullable String form,
        @Nullable Instant expiresAt) {}
