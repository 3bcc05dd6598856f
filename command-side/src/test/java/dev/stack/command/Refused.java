// SPDX-License-Identifier: Apache-2.0
package dev.stack.command;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Description;
import org.hamcrest.Matcher;

/** What a refusal must say: its code, and words of its message. */
public final class Refused extends CustomTypeSafeMatcher<Refusal> {

    private final ErrorCode code;
    private final String words;

    private Refused(ErrorCode code, String words) {
        super("a refusal " + code + " that says: " + words);
        this.code = code;
        this.words = words;
    }

    public static Matcher<Refusal> with(ErrorCode code, String words) {
        return new Refused(code, words);
    }

    @Override
    protected boolean matchesSafely(Refusal refusal) {
        return refusal.code() == code && refusal.reason().contains(words);
    }

    @Override
    protected void describeMismatchSafely(Refusal refusal, Description mismatch) {
        mismatch.appendText(refusal.code() + ": " + refusal.reason());
    }
}
