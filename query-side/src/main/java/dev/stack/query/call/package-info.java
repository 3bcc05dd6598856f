// SPDX-License-Identifier: Apache-2.0
/** Counts of calls through the proxy. */
@NullMarked
package dev.stack.query.call;

import org.jspecify.annotations.NullMarked;
