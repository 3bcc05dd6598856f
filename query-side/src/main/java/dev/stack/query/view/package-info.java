// SPDX-License-Identifier: Apache-2.0
/**
 * What every view shares: it is a pure fold from an event to the statements that bring its tables up to date, run in
 * batches by an event processor of its own, and waited for by whoever reads.
 */
@NullMarked
package dev.stack.query.view;

import org.jspecify.annotations.NullMarked;
