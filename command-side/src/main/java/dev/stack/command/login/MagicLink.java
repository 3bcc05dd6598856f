// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import java.time.Instant;
import java.util.Optional;

/**
 * A link that was sent.
 *
 * @param wentFrom where the person was on the way to, a path of ours
 */
record MagicLink(Person person, Optional<String> wentFrom, Instant expiresAt, boolean used) {}
