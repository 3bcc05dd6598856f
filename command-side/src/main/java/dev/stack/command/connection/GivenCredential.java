// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.events.StoredCredential;
import dev.stack.vault.Credential;

/**
 * A credential that came with a request, and what may be told of it.
 *
 * @param secret closed by whoever seals it
 */
record GivenCredential(Credential secret, StoredCredential told) {}
