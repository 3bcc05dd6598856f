// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.PersonId;
import dev.stack.vocabulary.Role;

/**
 * Somebody who may sign in.
 *
 * @param role what a sign-in may do for the operator
 */
record Person(PersonId id, OperatorId operator, Role role) {}
