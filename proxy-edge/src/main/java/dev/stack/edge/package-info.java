// SPDX-License-Identifier: Apache-2.0
/** The edge: it enforces, on each outbound call. Its one entry point is {@link dev.stack.edge.ProxyEdge}. */
@NullMarked
package dev.stack.edge;

import org.jspecify.annotations.NullMarked;
