// SPDX-License-Identifier: Apache-2.0
/**
 * People and how they sign in: by a link that is mailed to them, or with an API key. There are no passwords. What was decided
 * is an event; who is signed in, which links are out and whose address is whose stands in tables that forget (ADR 0020).
 */
@NullMarked
package dev.stack.command.login;

import org.jspecify.annotations.NullMarked;
