// SPDX-License-Identifier: Apache-2.0
/** What this edge knows of revocations: a set in memory that follows the log, and says so when it cannot. */
@NullMarked
package dev.stack.edge.revocation;

import org.jspecify.annotations.NullMarked;
