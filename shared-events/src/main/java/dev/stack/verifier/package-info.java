// SPDX-License-Identifier: Apache-2.0
/**
 * For services that accept passports: verifies them without a call per passport, and hears of revocations within moments.
 * Needs the JDK and this library.
 */
@NullMarked
package dev.stack.verifier;

import org.jspecify.annotations.NullMarked;
