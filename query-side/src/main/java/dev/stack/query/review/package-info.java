// SPDX-License-Identifier: Apache-2.0
/** The queue of checkouts that wait for a person, and what was decided. */
@NullMarked
package dev.stack.query.review;

import org.jspecify.annotations.NullMarked;
