// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import dev.stack.vocabulary.OperatorId;

/** Keeps stored answers unreadable for whoever reads the table: they may hold passports and keys. */
public interface AnswerSealer {

    byte[] seal(OperatorId operator, byte[] answer);

    /** What {@link #seal} was given; throws when it was sealed for someone else or changed. */
    byte[] unseal(OperatorId operator, byte[] sealed);
}
