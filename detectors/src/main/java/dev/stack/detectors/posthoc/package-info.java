// SPDX-License-Identifier: Apache-2.0
/** The review at checkout: one rule a file, each a pure function from facts to flags. */
@NullMarked
package dev.stack.detectors.posthoc;

import org.jspecify.annotations.NullMarked;
