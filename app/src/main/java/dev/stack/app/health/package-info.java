// SPDX-License-Identifier: Apache-2.0
/** What the server knows about its own health, part by part. */
@NullMarked
package dev.stack.app.health;

import org.jspecify.annotations.NullMarked;
