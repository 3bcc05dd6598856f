// SPDX-License-Identifier: Apache-2.0
/** What was revoked, in the one order everybody learns it in. */
@NullMarked
package dev.stack.revocation;

import org.jspecify.annotations.NullMarked;
