// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.vocabulary.ConnectionId;

/** A recorded leave to open one version of one secret. */
record Retrieval(ConnectionId connection, String provider, int secretVersion) {}
