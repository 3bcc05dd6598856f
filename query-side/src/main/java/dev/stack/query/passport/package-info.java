// SPDX-License-Identifier: Apache-2.0
/** Passports, with what was reported and decided in their life. */
@NullMarked
package dev.stack.query.passport;

import org.jspecify.annotations.NullMarked;
