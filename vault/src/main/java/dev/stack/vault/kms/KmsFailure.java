// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

/** One attempt failed without an answer. */
final class KmsFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /**
     * A failure.
     *
     * @param what in a word or two, without anything secret
     * @param passing whether another attempt may succeed
     */
    KmsFailure(String what, boolean passing) {
        super(what);
        this.passing = passing;
    }

    boolean isPassing() {
        return passing;
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
