// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.oauth.TokenAnswer.Granted;
import dev.stack.events.StoredCredential;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.CredentialKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an OAuth server issued, as one credential: the access token, and the refresh token where there is one. */
final class OAuthCredentials {

    static final String REFRESH_TOKEN = "refresh_token";

    private OAuthCredentials() {}

    /**
     * The credential to seal, which owns the tokens from now on.
     *
     * @param kept the refresh token that stays in force when no new one was issued
     * @param asked when the server was asked: the access token's life is counted from there
     */
    static GivenCredential of(Granted granted, @Nullable SecretBytes kept, Instant asked) {
        Map<String, SecretBytes> fields = new LinkedHashMap<>();
        fields.put(Injections.ACCESS_TOKEN, granted.accessToken());
        if (granted.refreshToken() != null) {
            fields.put(REFRESH_TOKEN, granted.refreshToken());
        } else if (kept != null) {
            fields.put(REFRESH_TOKEN, kept.duplicate());
        }
        Instant expiresAt = granted.life() == null ? null : asked.plus(granted.life());
        return new GivenCredential(
                Credential.ofFields(fields), new StoredCredential(CredentialKind.OAUTH, null, expiresAt));
    }
}
