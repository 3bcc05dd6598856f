// SPDX-License-Identifier: Apache-2.0
/** The detectors: they watch, as pure functions. Its one entry point is {@link dev.stack.detectors.Detectors}. */
@NullMarked
package dev.stack.detectors;

import org.jspecify.annotations.NullMarked;
