// SPDX-License-Identifier: Apache-2.0
/**
 * Everything that can happen. Events are records of what was decided, past tense, for ever: fields are only added, and
 * optional then. They hold references, never secrets and never personal data.
 */
@NullMarked
package dev.stack.events;

import org.jspecify.annotations.NullMarked;
