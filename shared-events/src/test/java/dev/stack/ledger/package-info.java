// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.stack.ledger;

import org.jspecify.annotations.NullMarked;
