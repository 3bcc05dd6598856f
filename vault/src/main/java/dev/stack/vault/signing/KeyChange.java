// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.signing;

import java.time.Instant;

/**
 * A step in a signing key's life that was taken, for the caller to record as {@code key.rotate}.
 *
 * @param kid which key
 * @param to the state it is in now
 * @param at when
 */
public record KeyChange(String kid, KeyState to, Instant at) {}
