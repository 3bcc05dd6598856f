// SPDX-License-Identifier: Apache-2.0
/** Detectors of content: pure functions over a text, without I/O, run where the text passes. */
@NullMarked
package dev.stack.detectors.content;

import org.jspecify.annotations.NullMarked;
