// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.passport.Base64Url;
import java.util.Optional;

/** What a bearer credential claims to be. Nothing is believed of it: it only chooses who is asked whether it is good. */
enum BearerKind {
    API_KEY,
    AGENT_TOKEN,
    PASSPORT,
    SESSION,
    ACCESS_TOKEN,
    TICKET,
    UNKNOWN;

    private static final String AGENT_AUDIENCE = "stack:agent";
    private static final StrictJson CLAIMS = new StrictJson(Limits.TOKEN);

    /** The kind of {@code token}, which is a JWT when it has {@code claims}. */
    static BearerKind of(String token, Optional<JsonObject> claims) {
        if (token.startsWith("sk_live_")) {
            return API_KEY;
        }
        if (claims.isPresent()) {
            return ofClaims(claims.get());
        }
        return token.startsWith("tkt_") ? TICKET : UNKNOWN;
    }

    /** What a JWT says of itself, unproved; empty for anything else. */
    static Optional<JsonObject> claims(String token) {
        if (!token.startsWith("eyJ")) {
            return Optional.empty();
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0) {
            return Optional.empty();
        }
        return Base64Url.decode(token.substring(first + 1, second)).flatMap(BearerKind::object);
    }

    private static BearerKind ofClaims(JsonObject claims) {
        if (is(claims, "aud", AGENT_AUDIENCE)) {
            return AGENT_TOKEN;
        }
        if (claims.get("stk").isPresent()) {
            return PASSPORT;
        }
        if (is(claims, "token_use", "session")) {
            return SESSION;
        }
        return is(claims, "token_use", "access") ? ACCESS_TOKEN : UNKNOWN;
    }

    private static boolean is(JsonObject claims, String name, String expected) {
        return claims.get(name).filter(new JsonString(expected)::equals).isPresent();
    }

    private static Optional<JsonObject> object(byte[] utf8) {
        try {
            JsonValue value = CLAIMS.parse(utf8);
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonRefused malformed) {
            return Optional.empty();
        }
    }
}
