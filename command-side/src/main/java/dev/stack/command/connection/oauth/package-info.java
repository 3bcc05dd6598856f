// SPDX-License-Identifier: Apache-2.0
/** What we say to an OAuth 2 server (RFC 6749, RFC 7636), and what it says to us. Nothing here decides or stores. */
@NullMarked
package dev.stack.command.connection.oauth;

import org.jspecify.annotations.NullMarked;
