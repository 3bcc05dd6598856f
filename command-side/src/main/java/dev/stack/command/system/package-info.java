// SPDX-License-Identifier: Apache-2.0
/** What the installation records about itself. */
@NullMarked
package dev.stack.command.system;

import org.jspecify.annotations.NullMarked;
