// SPDX-License-Identifier: Apache-2.0
@NullUnmarked
package dev.stack.command.ledger;

import org.jspecify.annotations.NullUnmarked;
