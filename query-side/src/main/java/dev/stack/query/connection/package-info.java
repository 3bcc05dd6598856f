// SPDX-License-Identifier: Apache-2.0
/** The services an operator has connected. */
@NullMarked
package dev.stack.query.connection;

import org.jspecify.annotations.NullMarked;
