// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection.oauth;

import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads answers of token endpoints. */
final class TokenAnswers {

    private static final StrictJson JSON = new StrictJson(new Limits(1 << 20, 32, 10_000, 30));
    private static final int TOKEN_MAX = 32_768;
    private static final int SCOPES_MAX = 64;
    private static final int SCOPE_MAX = 256;
    private static final int ERROR_MAX = 64;
    private static final long LIFE_MAX = Duration.ofDays(3_650).toSeconds();

    /** The standard's word, and what GitHub and Slack say instead. */
    private static final Set<String> FINAL = Set.of(
            "invalid_grant",
            "bad_refresh_token",
            "bad_verification_code",
            "invalid_refresh_token",
            "invalid_code",
            "token_revoked");

    private TokenAnswers() {}

    static TokenAnswer read(TokenEndpoint.Answer answer) {
        try {
            if (JSON.parse(answer.body()) instanceof JsonObject object) {
                return read(answer.status(), Members.of(object));
            }
        } catch (JsonRefused | Refusal unreadable) {
            // said below
        }
        return new TokenAnswer.Unclear("its token endpoint answered with status " + answer.status() + " and no tokens");
    }

    private static TokenAnswer read(int status, Members members) {
        if (members.value("error").orElse(null) instanceof JsonString(String error)) {
            String word = plain(error);
            return FINAL.contains(word)
                    ? new TokenAnswer.Refused(word)
                    : new TokenAnswer.Unclear("its token endpoint answered " + word + " (status " + status + ")");
        }
        Optional<String> access = members.text("access_token", TOKEN_MAX).filter(token -> !token.isBlank());
        if (status != 200 || access.isEmpty()) {
            return new TokenAnswer.Unclear("its token endpoint answered with status " + status + " and no tokens");
        }
        return new TokenAnswer.Granted(
                SecretBytes.ofText(access.get()),
                members.text("refresh_token", TOKEN_MAX)
                        .filter(token -> !token.isBlank())
                        .map(SecretBytes::ofText)
                        .orElse(null),
                life(members),
                scopes(members));
    }

    private static @Nullable Duration life(Members members) {
        return members.value("expires_in")
                .flatMap(value -> value instanceof JsonNumber number ? number.asLong() : Optional.empty())
                .filter(seconds -> seconds > 0 && seconds <= LIFE_MAX)
                .map(Duration::ofSeconds)
                .orElse(null);
    }

    /** Parted by spaces as the standard says, or by commas as some do. */
    private static @Nullable List<String> scopes(Members members) {
        List<String> scopes = members.value("scope").orElse(null) instanceof JsonString(String text)
                ? Arrays.stream(text.replace(',', ' ').split(" ", -1))
                        .filter(scope -> !scope.isEmpty() && scope.length() <= SCOPE_MAX)
                        .distinct()
                        .limit(SCOPES_MAX)
                        .toList()
                : List.of();
        return scopes.isEmpty() ? null : scopes;
    }

    /** Their word goes into our log and answers, so only what a word may be. */
    private static String plain(String error) {
        boolean word = !error.isEmpty()
                && error.length() <= ERROR_MAX
                && error.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
        return word ? error : "an error";
    }
}
