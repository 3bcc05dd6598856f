// SPDX-License-Identifier: Apache-2.0
/** Connections: an operator's stored access to a service, and the catalogue of services there are. */
@NullMarked
package dev.stack.command.connection;

import org.jspecify.annotations.NullMarked;
