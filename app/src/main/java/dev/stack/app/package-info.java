// SPDX-License-Identifier: Apache-2.0
/** The launcher: it runs. Wires the modules and chooses roles; no domain logic. */
@NullMarked
package dev.stack.app;

import org.jspecify.annotations.NullMarked;
