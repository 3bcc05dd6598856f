// SPDX-License-Identifier: Apache-2.0
/**
 * What became of passports, for verifiers that do not ask: Token Status Lists (IETF draft-ietf-oauth-status-list) and the
 * signed changes between two of them (docs/adr/0017-offline-status.md).
 */
@NullMarked
package dev.stack.status;

import org.jspecify.annotations.NullMarked;
