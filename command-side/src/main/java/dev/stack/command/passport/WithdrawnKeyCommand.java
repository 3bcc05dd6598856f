// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.vocabulary.OperatorId;

/** What follows when a signing key was withdrawn. Nobody's request: whoever withdrew it has no part in what it signed. */
sealed interface WithdrawnKeyCommand {

    String kid();

    /** Puts the withdrawal on record, once. */
    record RecordWithdrawal(String kid) implements WithdrawnKeyCommand {}

    /** Ends an operator's passports that were issued with the key. */
    record RevokeSignedWith(OperatorId operator, String kid) implements WithdrawnKeyCommand {}
}
