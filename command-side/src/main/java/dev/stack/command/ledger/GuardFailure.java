// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

/** A guard said no, or broke; {@link #answer()} goes to the one command it belongs to. */
final class GuardFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final RuntimeException answer;

    GuardFailure(RuntimeException answer) {
        super(answer.getMessage(), answer, false, false);
        this.answer = answer;
    }

    RuntimeException answer() {
        return answer;
    }
}
