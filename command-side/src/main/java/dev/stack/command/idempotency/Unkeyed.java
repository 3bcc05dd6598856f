// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

/**
 * A command that is put on record beside what a request asked for, such as that it was refused before anything was decided.
 * It takes no key: its outcome is not the request's.
 */
public interface Unkeyed {}
