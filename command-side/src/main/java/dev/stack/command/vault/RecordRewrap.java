// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.vault;

import dev.stack.events.SystemEvent.VaultRewrapped;

/** Asks for the entry of a run that came to its end. */
record RecordRewrap(VaultRewrapped event) {}
