// SPDX-License-Identifier: Apache-2.0
/** The operators of an installation without a server around them, for commands of its owner. */
@NullMarked
package dev.stack.app.operator;

import org.jspecify.annotations.NullMarked;
