// SPDX-License-Identifier: Apache-2.0
/** The words everyone shares: ids, modes, severities, scopes, refusals. Each is a value, valid by construction. */
@NullMarked
package dev.stack.vocabulary;

import org.jspecify.annotations.NullMarked;
