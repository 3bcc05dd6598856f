// SPDX-License-Identifier: Apache-2.0
/** Benchmarks: each prints ratios against a named anchor measured in the same run. */
@NullMarked
package dev.stack.bench;

import org.jspecify.annotations.NullMarked;
