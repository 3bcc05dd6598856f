// SPDX-License-Identifier: Apache-2.0
/** The keys that sign passports: their life from prepared to withdrawn, and the public set others verify with. */
@NullMarked
package dev.stack.vault.signing;

import org.jspecify.annotations.NullMarked;
