// SPDX-License-Identifier: Apache-2.0
/** The record of calls through the proxy: admitted, ended, counted, and done once under the caller's own name. */
@NullMarked
package dev.stack.command.call;

import org.jspecify.annotations.NullMarked;
