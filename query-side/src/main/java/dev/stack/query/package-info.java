// SPDX-License-Identifier: Apache-2.0
/** The query side: it answers. Its one entry point is {@link dev.stack.query.QuerySide}. */
@NullMarked
package dev.stack.query;

import org.jspecify.annotations.NullMarked;
