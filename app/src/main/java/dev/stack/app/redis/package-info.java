// SPDX-License-Identifier: Apache-2.0
/** Redis, where there is one: it carries revocations to other processes sooner, and decides nothing. */
@NullMarked
package dev.stack.app.redis;

import org.jspecify.annotations.NullMarked;
