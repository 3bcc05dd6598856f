// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.ledger.Hash;
import dev.stack.passport.KeySource;
import dev.stack.passport.PassportClaims;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.Verification.Rejected;
import dev.stack.passport.Verification.Verified;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;

/**
 * Tokens whose signature and claims were found good, by the SHA-256 of their exact text. Only what a token says is kept:
 * whether it still holds is asked of the store on every call. A token whose key is no longer trusted is forgotten, and so
 * is every token after the longest life a passport can have.
 */
final class VerifiedTokens {

    private static final Duration KEPT = Duration.ofHours(1);

    private final PassportVerifier verifier;
    private final KeySource keys;
    private final Cache<Hash, Token> tokens;

    VerifiedTokens(PassportVerifier verifier, KeySource keys, int tokensMax, Ticker ticker) {
        this.verifier = verifier;
        this.keys = keys;
        this.tokens = Caffeine.newBuilder()
                .maximumSize(tokensMax)
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .build();
    }

    /** A good token, with its scopes read. */
    record Token(PassportClaims claims, List<ServiceScope> scopes, String kid) {

        Token {
            scopes = List.copyOf(scopes);
        }
    }

    /** What the token says, whatever the time; every token that is not good is refused with the same words. */
    Token verify(String text) {
        Hash name = sha256(text);
        Token cached = tokens.getIfPresent(name);
        if (cached != null && keys.find(cached.kid()).isPresent()) {
            return cached;
        }
        tokens.invalidate(name);
        return switch (verifier.verifyAllButExpiry(text)) {
            case Rejected rejected -> throw refused(rejected.reason().wire());
            case Verified verified -> {
                Token token = new Token(verified.claims(), scopes(verified.claims()), verified.kid());
                tokens.put(name, token);
                yield token;
            }
        };
    }

    /** The one refusal of a token that proves nothing. */
    static Refusal refused(String finding) {
        return new Refusal(
                        ErrorCode.UNAUTHORIZED,
                        "The passport was not accepted. Send the token of a live passport in the header X-Passport-Token.")
                .because(finding);
    }

    private static List<ServiceScope> scopes(PassportClaims claims) {
        return claims.services().items().stream()
                .map(service -> ServiceScope.fromJson(Members.of((JsonObject) service)))
                .toList();
    }

    private static Hash sha256(String text) {
        try {
            return Hash.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
