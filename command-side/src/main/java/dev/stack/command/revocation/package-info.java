// SPDX-License-Identifier: Apache-2.0
/** The revocation log: what no edge may accept any more, numbered in the order of the commits. */
@NullMarked
package dev.stack.command.revocation;

import org.jspecify.annotations.NullMarked;
