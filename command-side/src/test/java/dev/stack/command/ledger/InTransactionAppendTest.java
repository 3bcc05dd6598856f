// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

class InTransactionAppendTest extends AppendContract {

    InTransactionAppendTest() {
        super("mode=in-transaction");
    }
}
