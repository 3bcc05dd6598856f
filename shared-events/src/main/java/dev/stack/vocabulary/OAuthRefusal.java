// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

/** A refusal in the words of OAuth (RFC 6749, section 5.2, and what extends it). */
public final class OAuthRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String error;
    private final int status;

    /**
     * A refusal.
     *
     * @param error the word, such as {@code invalid_grant}
     * @param status the HTTP status that belongs to it
     * @param description what was expected, what was found, what to do
     */
    public OAuthRefusal(String error, int status, String description) {
        // A refusal is an answer, not a defect: nobody reads its stack.
        super(description, null, false, false);
        this.error = error;
        this.status = status;
    }

    public String error() {
        return error;
    }

    public int status() {
        return status;
    }

    /** The description, never null. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
