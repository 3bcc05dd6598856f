// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/**
 * Who asks, as the credential proved it. Nothing in a body, query or header other than the credential can change it.
 *
 * @param operator the tenant whose resources the caller acts on
 * @param role what it may do
 * @param actor the id that the record names: the operator, a member or an agent
 */
public record Caller(OperatorId operator, Role role, String actor) {}
