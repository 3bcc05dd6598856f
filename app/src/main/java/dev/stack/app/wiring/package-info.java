// SPDX-License-Identifier: Apache-2.0
/** Where one module asks for what another has: adapters between their ports, nothing else. */
@NullMarked
package dev.stack.app.wiring;

import org.jspecify.annotations.NullMarked;
