// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.command.login.MagicLinks.Arrival;
import dev.stack.json.Members;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CallerProof;
import dev.stack.vocabulary.LoginId;
import dev.stack.vocabulary.LoginRoute;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in without a browser. */
@RestController
@RequestMapping("/v1/auth")
final class AuthApi {

    private static final int TEXT_MAX = 512;

    private final MagicLinks links;
    private final SessionJwt sessions;
    private final Logins logins;

    AuthApi(MagicLinks links, SessionJwt sessions, Logins logins) {
        this.links = links;
        this.sessions = sessions;
        this.logins = logins;
    }

    /** A sign-in, as a bearer token. */
    record Session(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Session[hidden]";
        }
    }

    /** Sends a link to sign in with, if the address signs in for anybody; the answer is the same if not. */
    @PostMapping("/magic-link")
    @Public
    @LoginRoute
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, Object> ask(Members body) {
        links.ask(new Email(body.requiredText("email", TEXT_MAX)), null);
        return Map.of();
    }

    /** Signs in with the token of a link. */
    @PostMapping("/verify")
    @Public
    @LoginRoute
    Session verify(Members body) {
        Arrival arrival = links.use(body.requiredText("token", TEXT_MAX), Optional.empty());
        return new Session(sessions.of(arrival.who()), arrival.who().expiresAt());
    }

    /** Signs out: the session that asks is over when the answer arrives. */
    @PostMapping("/logout")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.OPERATOR_FULL)
    Map<String, Object> logout(Caller caller) {
        if (caller.proof().kind() != CallerProof.Kind.SESSION) {
            throw Refusal.invalid("Only a session signs out here. Void OAuth tokens with POST /oauth/revoke.");
        }
        Optional.ofNullable(caller.proof().reference())
                .map(LoginId::new)
                .flatMap(logins::find)
                .ifPresent(logins::end);
        return Map.of();
    }
}
