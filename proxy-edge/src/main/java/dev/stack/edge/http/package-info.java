// SPDX-License-Identifier: Apache-2.0
/** The edge's first shell: the routes of the proxy on Spring MVC, over the pipeline's plain values. */
@NullMarked
package dev.stack.edge.http;

import org.jspecify.annotations.NullMarked;
