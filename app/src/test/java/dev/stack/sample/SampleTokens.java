// SPDX-License-Identifier: Apache-2.0
package dev.stack.sample;

import dev.stack.app.web.AccessTokens;
import dev.stack.app.web.AgentTokens;
import dev.stack.app.web.SessionTokens;
import dev.stack.app.web.Tickets;
import dev.stack.json.JsonText;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.Base64Url;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CallerProof;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tokens and tickets in memory: good is what was issued here, letter for letter. */
public final class SampleTokens implements SessionTokens, AccessTokens, AgentTokens, Tickets {

    private final Map<String, Caller> callers = new ConcurrentHashMap<>();

    /** The login of a person. */
    public String session(String person) {
        return issue(jwt("token_use", "session", person), person, Role.OPERATOR, CallerProof.SESSION);
    }

    /** What a person gave to a program. */
    public String accessToken(String person, Set<ApiScope> scopes) {
        return issue(jwt("token_use", "access", person), person, Role.OPERATOR, CallerProof.oauth(scopes));
    }

    /** The token of an agent. */
    public String agentToken(String agent) {
        return issue(
                jwt("aud", "stack:agent", agent),
                agent,
                Role.STANDARD,
                CallerProof.agentKey(new AgentId(agent), "thumbprint"));
    }

    /** A ticket for that agent. */
    public String ticket(String agent) {
        return issue("tkt_" + agent, "op_1", Role.STANDARD, CallerProof.ticket(new AgentId(agent), "hash"));
    }

    /** A JWT that says so and is signed by nobody. */
    public static String jwt(String claim, String value, String subject) {
        var claims = new JsonObject(Map.of(claim, new JsonString(value), "sub", new JsonString(subject)));
        return Stream.of("{\"alg\":\"EdDSA\"}", JsonText.write(claims), "")
                .map(part -> Base64Url.encode(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("."));
    }

    @Override
    public Optional<Caller> verify(String token) {
        return find(sha256(token));
    }

    @Override
    public Optional<Caller> find(byte[] sha256) {
        return Optional.ofNullable(callers.get(HexFormat.of().formatHex(sha256)));
    }

    private String issue(String token, String actor, Role role, CallerProof proof) {
        callers.put(HexFormat.of().formatHex(sha256(token)), new Caller(new OperatorId("op_1"), role, actor, proof));
        return token;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
