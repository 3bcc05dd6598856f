// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection.oauth;

import dev.stack.vault.SecretBytes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a token endpoint said (RFC 6749, section 5), in the spellings that are met. */
public sealed interface TokenAnswer {

    /**
     * It gave tokens. Whoever reads them closes them.
     *
     * @param life how long the access token is good; {@code null} = not told
     * @param scopes what was granted; {@code null} = what was asked
     */
    record Granted(
            SecretBytes accessToken,
            @Nullable SecretBytes refreshToken,
            @Nullable Duration life,
            @Nullable List<String> scopes)
            implements TokenAnswer {}

    /**
     * It will not give any for this code or refresh token, however often it is asked.
     *
     * @param error its word for it, such as {@code invalid_grant}
     */
    record Refused(String error) implements TokenAnswer {}

    /** Nothing follows from it: the server is in trouble, or we are not set up as it wants. */
    record Unclear(String why) implements TokenAnswer {}

    /** Reads an answer. */
    static TokenAnswer read(TokenEndpoint.Answer answer) {
        return TokenAnswers.read(answer);
    }
}
