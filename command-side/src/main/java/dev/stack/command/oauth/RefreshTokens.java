// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.stack.command.login.Sha256;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.FamilyEnd;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.OAuthRefusal;
import dev.stack.vocabulary.RandomText;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refresh tokens, each good once. Programs of one person share a file and renew without a lock, so for {@link #OVERLAP} a
 * used token works on and gets a successor of its own; after that its coming again means that two hold it, and the whole
 * family ends (RFC 9700, section 4.14.2).
 */
@Component
class RefreshTokens {

    static final Duration OVERLAP = Duration.ofSeconds(60);

    /** How many successors one token gets within the overlap. */
    private static final int SUCCESSORS_MAX = 256;

    private static final String PREFIX = "rt_";
    private static final int RANDOM_LENGTH = 43;

    /** Of any number of processes that use one token at once, each waits here for the one before. */
    private static final String USE = """
            UPDATE command.oauth_refresh_token SET used_at = COALESCE(used_at, ?), successors = successors + 1
            WHERE token_hash = ? AND expires_at > ? AND (used_at IS NULL OR (used_at > ? AND successors < ?))""";

    private final JdbcClient jdbc;
    private final Families families;
    private final SecureRandom random;
    private final Clock clock;

    RefreshTokens(JdbcClient jdbc, Families families, SecureRandom random, Clock clock) {
        this.jdbc = jdbc;
        this.families = families;
        this.random = random;
        this.clock = clock;
    }

    /** A new one. */
    String issue(Family family) {
        String token = PREFIX + RandomText.of(RANDOM_LENGTH, random);
        jdbc.sql("INSERT INTO command.oauth_refresh_token (token_hash, family_id, expires_at) VALUES (?, ?, ?)")
                .params(
                        Sha256.of(token),
                        family.id().value(),
                        at(clock.instant().plus(Families.LIFE)))
                .update();
        families.prolong(family);
        return token;
    }

    /** What was agreed to, by a token that was given to this client; not used up by that. Refused: {@code invalid_grant}. */
    Family family(String token, ClientId client) {
        return find(token).filter(family -> family.client().equals(client)).orElseThrow(RefreshTokens::refused);
    }

    /** What was agreed to, by a token; empty when it is unknown or over. */
    Optional<Family> find(String token) {
        return jdbc.sql("SELECT family_id FROM command.oauth_refresh_token WHERE token_hash = ? AND expires_at > ?")
                .params(Sha256.of(token), at(clock.instant()))
                .query((row, _) -> new FamilyId(row.getString(1)))
                .optional()
                .flatMap(families::find);
    }

    /** Uses the token up; its successor. */
    String rotate(String token, Family family) {
        Instant now = clock.instant();
        byte[] hash = Sha256.of(token);
        int used = jdbc.sql(USE)
                .params(at(now), hash, at(now), at(now.minus(OVERLAP)), SUCCESSORS_MAX)
                .update();
        if (used == 0) {
            if (isUsedBefore(now.minus(OVERLAP), hash)) {
                families.revoke(family, FamilyEnd.TOKEN_REUSED);
            }
            throw refused();
        }
        return issue(family);
    }

    void forgetExpired() {
        jdbc.sql("DELETE FROM command.oauth_refresh_token WHERE expires_at < ?")
                .param(at(clock.instant()))
                .update();
    }

    private boolean isUsedBefore(Instant then, byte[] hash) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM command.oauth_refresh_token WHERE token_hash = ? AND used_at <= ?)")
                .params(hash, at(then))
                .query(Boolean.class)
                .single();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static OAuthRefusal refused() {
        return OAuthErrors.refused(
                OAuth2Error.INVALID_GRANT,
                "The refresh token is unknown, over, or used more than " + OVERLAP.toSeconds()
                        + " s ago; in the last case all tokens of this sign-in are void. Sign in again.");
    }
}
