// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.command.login.InstallationJwt;
import dev.stack.command.login.InstallationJwts;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where people were on the way to when they had to sign in first. It goes along as a signed text that lives for ten minutes,
 * so nobody can be sent anywhere this server did not mean.
 */
@Component
final class Continuations {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int PATH_MAX = 4_096;

    private final InstallationJwt form;
    private final SecureRandom random;
    private final Clock clock;

    Continuations(InstallationJwts jwts, SecureRandom random, Clock clock) {
        this.form = jwts.kind("continuation+jwt", "stack:continuation");
        this.random = random;
        this.clock = clock;
    }

    /** The text for a path of ours, with its query. */
    String of(String path) {
        if (path.length() > PATH_MAX) {
            throw Refusal.invalid("The request is too long to come back to after signing in. Ask for less.");
        }
        return form.sign(
                Map.of("path", new JsonString(path), "jti", new JsonString(Id.mint("nxt_", random))),
                clock.instant().plus(LIFE));
    }

    /** The path, unless the text is not ours or too old. */
    Optional<String> read(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(given -> !given.isEmpty())
                .flatMap(form::read)
                .map(claims -> claims.requiredText("path", PATH_MAX));
    }
}
