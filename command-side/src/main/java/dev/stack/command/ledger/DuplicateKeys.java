// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import org.axonframework.common.jdbc.PersistenceExceptionResolver;

/** Tells Axon a broken unique key on PostgreSQL, wherever in the exception it hides. */
final class DuplicateKeys implements PersistenceExceptionResolver {

    @Override
    public boolean isDuplicateKeyViolation(Exception exception) {
        return SqlFailures.isDuplicateKey(exception);
    }
}
