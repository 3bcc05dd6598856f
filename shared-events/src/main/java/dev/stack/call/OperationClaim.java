// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.ledger.Hash;
import java.time.Duration;

/**
 * A caller's own name for a call, under which the call happens once.
 *
 * @param id the name, unique for the agent
 * @param request digest of everything that must be the same in a repeat
 * @param lease how long the call may run before its outcome counts as lost
 */
public record OperationClaim(String id, Hash request, Duration lease) {}
