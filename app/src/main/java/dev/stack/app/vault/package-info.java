// SPDX-License-Identifier: Apache-2.0
/** The vault without a server around it, for commands of the operator. */
@NullMarked
package dev.stack.app.vault;

import org.jspecify.annotations.NullMarked;
