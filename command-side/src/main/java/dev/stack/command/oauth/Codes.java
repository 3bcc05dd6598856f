// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import dev.stack.command.login.Sha256;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.FamilyEnd;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.OAuthRefusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Codes on their way to becoming tokens. A code is used up by whoever shows it first, whatever comes of it; shown again, it
 * ends what it gave.
 */
@Component
class Codes {

    /** For so long after its end a second use is still told from a code that never was. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final String USE = """
            UPDATE command.oauth_code SET used = true WHERE code_hash = ? AND NOT used
            RETURNING family_id, redirect_uri, challenge, expires_at""";

    private final JdbcClient jdbc;
    private final Families families;
    private final Clock clock;

    Codes(JdbcClient jdbc, Families families, Clock clock) {
        this.jdbc = jdbc;
        this.families = families;
        this.clock = clock;
    }

    /** What was agreed to, by the code; refused with {@code invalid_grant}. */
    Family redeem(AuthorizationCodeGrant grant, ClientId client) {
        byte[] hash = Sha256.of(grant.getAuthorizationCode().getValue());
        Row row = use(hash).orElseThrow(() -> seenBefore(hash));
        Family family = families.find(row.family()).orElseThrow(Codes::refused);
        boolean inTime = row.expiresAt().isAfter(clock.instant());
        boolean bySameClient = family.client().equals(client)
                && grant.getRedirectionURI() != null
                && row.redirectUri().equals(grant.getRedirectionURI().toString());
        if (!inTime || !bySameClient || !isProved(grant, row.challenge())) {
            throw refused();
        }
        return family;
    }

    void forgetOld() {
        jdbc.sql("DELETE FROM command.oauth_code WHERE expires_at < ?")
                .param(clock.instant().minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static boolean isProved(AuthorizationCodeGrant grant, String challenge) {
        return grant.getCodeVerifier() != null
                && CodeChallenge.compute(CodeChallengeMethod.S256, grant.getCodeVerifier())
                        .getValue()
                        .equals(challenge);
    }

    private Optional<Row> use(byte[] hash) {
        return jdbc.sql(USE)
                .param(hash)
                .query((row, _) -> new Row(
                        new FamilyId(row.getString("family_id")),
                        row.getString("redirect_uri"),
                        row.getString("challenge"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private OAuthRefusal seenBefore(byte[] hash) {
        jdbc.sql("SELECT family_id FROM command.oauth_code WHERE code_hash = ?")
                .param(hash)
                .query((row, _) -> new FamilyId(row.getString(1)))
                .optional()
                .flatMap(families::find)
                .ifPresent(family -> families.revoke(family, FamilyEnd.CODE_REUSED));
        return refused();
    }

    private static OAuthRefusal refused() {
        return OAuthErrors.refused(
                OAuth2Error.INVALID_GRANT,
                "The code is unknown, used or older than " + Consents.CODE_LIFE.toSeconds()
                        + " s, or it belongs to another client_id, redirect_uri or code_verifier. Start again at"
                        + " /oauth/authorize.");
    }

    private record Row(FamilyId family, String redirectUri, String challenge, Instant expiresAt) {}
}
