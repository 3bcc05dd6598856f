// SPDX-License-Identifier: Apache-2.0
/** Which agent may use which connection, and how far. */
@NullMarked
package dev.stack.command.grant;

import org.jspecify.annotations.NullMarked;
