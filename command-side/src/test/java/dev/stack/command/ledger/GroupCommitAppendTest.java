// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

class GroupCommitAppendTest extends AppendContract {

    GroupCommitAppendTest() {
        super("mode=group-commit");
    }
}
