// SPDX-License-Identifier: Apache-2.0
/** The review of a mission at its checkout: detectors report flags, the aggregate decides by them. */
@NullMarked
package dev.stack.review;

import org.jspecify.annotations.NullMarked;
