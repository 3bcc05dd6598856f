// SPDX-License-Identifier: Apache-2.0
/**
 * The pipeline of a call: verify, decide, record, unseal, forward, inspect, record, answer. Plain values in and out; it
 * knows no web framework.
 */
@NullMarked
package dev.stack.edge.proxy;

import org.jspecify.annotations.NullMarked;
