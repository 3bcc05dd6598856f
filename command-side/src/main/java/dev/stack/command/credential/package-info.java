// SPDX-License-Identifier: Apache-2.0
/** Handing out stored credentials in clear, to those who may have them so, and never without an entry. */
@NullMarked
package dev.stack.command.credential;

import org.jspecify.annotations.NullMarked;
