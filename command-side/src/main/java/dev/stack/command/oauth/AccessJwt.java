// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.command.login.InstallationJwt;
import dev.stack.command.login.InstallationJwts;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.Id;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Access tokens (RFC 9068), each good for five minutes, and no longer than what it came of. */
@Component
public class AccessJwt {

    static final Duration LIFE = Duration.ofMinutes(5);

    private static final String TOKEN_USE = "access";
    private static final int SCOPE_MAX = 1_024;

    private final InstallationJwt form;
    private final Families families;
    private final SecureRandom random;
    private final Clock clock;

    AccessJwt(InstallationJwts jwts, OAuthAddresses addresses, Families families, SecureRandom random, Clock clock) {
        this.form = jwts.kind("at+jwt", addresses.issuer().toString());
        this.families = families;
        this.random = random;
        this.clock = clock;
    }

    /** A token that reaches as far as {@code scopes}. */
    String of(Family family, Set<ApiScope> scopes) {
        Map<String, JsonValue> claims = new LinkedHashMap<>();
        claims.put("sub", new JsonString(family.actor()));
        claims.put("client_id", new JsonString(family.client().value()));
        claims.put("scope", new JsonString(Scopes.text(scopes)));
        claims.put("jti", new JsonString(Id.mint("at_", random)));
        claims.put("family", new JsonString(family.id().value()));
        claims.put("token_use", new JsonString(TOKEN_USE));
        return form.sign(claims, clock.instant().plus(LIFE));
    }

    /** Whoever shows the token, if it is ours, not over, and what it came of is not either. */
    public Optional<Caller> read(String token) {
        return form.read(token).flatMap(claims -> family(claims).map(family -> family.caller(scopes(claims))));
    }

    /** What the token came of. */
    Optional<Family> family(String token) {
        return form.read(token).flatMap(this::family);
    }

    private Optional<Family> family(Members claims) {
        return families.find(new FamilyId(claims.requiredText("family", Id.LENGTH_MAX)));
    }

    private static Set<ApiScope> scopes(Members claims) {
        return Scopes.ofNames(List.of(claims.requiredText("scope", SCOPE_MAX).split(" ", -1)));
    }
}
