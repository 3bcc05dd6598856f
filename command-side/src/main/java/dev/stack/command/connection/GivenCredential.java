// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.events.StoredCredential;
import dev.stack.vault.Credential;

/**
 * A credential that came with a request, and what may be told of it.
 *
 * @param secret not closed with the command that carries it, which may be tried again
 */
record GivenCredential(Credential secret, StoredCredential told) {}
