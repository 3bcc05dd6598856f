// SPDX-License-Identifier: Apache-2.0
/** The start of the server: what is checked before, what is said when it serves, and how a refusal to start reads. */
@NullMarked
package dev.stack.app.start;

import org.jspecify.annotations.NullMarked;
