// SPDX-License-Identifier: Apache-2.0
/** The operator's word on a checkpoint or a checkout. */
@NullMarked
package dev.stack.command.review;

import org.jspecify.annotations.NullMarked;
