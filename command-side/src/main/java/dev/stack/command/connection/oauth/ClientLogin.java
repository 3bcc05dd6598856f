// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection.oauth;

import dev.stack.vault.SecretBytes;

/**
 * Who we are to an OAuth server.
 *
 * @param inHeader whether that is said by HTTP Basic, and not in the form
 */
public record ClientLogin(String id, SecretBytes secret, boolean inHeader) {}
