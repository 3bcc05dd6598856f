// SPDX-License-Identifier: Apache-2.0
/** The vault: it guards. The only code that sees a secret in clear. Its one entry point is {@link dev.stack.vault.Vault}. */
@NullMarked
package dev.stack.vault;

import org.jspecify.annotations.NullMarked;
