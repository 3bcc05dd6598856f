// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.LoginId;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A sign-in as programs show it: a bearer token that is as good as the sign-in it names. */
@Component
public class SessionJwt {

    /** What tells it from every other token. */
    public static final String TOKEN_USE = "session";

    private final InstallationJwt form;
    private final Logins logins;

    SessionJwt(InstallationJwts jwts, Logins logins) {
        this.form = jwts.kind("session+jwt", "stack:session");
        this.logins = logins;
    }

    /** The token of a sign-in. */
    String of(SignedIn who) {
        return form.sign(
                Map.of(
                        "sub", new JsonString(who.actor()),
                        "sid", new JsonString(who.login().value()),
                        "token_use", new JsonString(TOKEN_USE)),
                who.expiresAt());
    }

    /** Who is signed in, by the token of a sign-in that has not ended. */
    public Optional<SignedIn> read(String token) {
        return form.read(token)
                .map(claims -> new LoginId(claims.requiredText("sid", Id.LENGTH_MAX)))
                .flatMap(logins::find);
    }
}
