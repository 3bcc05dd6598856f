// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/**
 * What a review rule found on a mission.
 *
 * @param type stable name, such as {@code undeclared_service}
 * @param severity how grave
 * @param message one sentence for the operator, with nothing the agent wrote in it but service names and numbers
 */
public record Flag(String type, Severity severity, String message) {}
