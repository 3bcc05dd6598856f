// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A credential in clear, as JSON needs it.
 *
 * @param provider slug of the service
 * @param credential the one value, or the access token of OAuth
 * @param credentials the named fields, of a credential that has any
 */
record CredentialAnswer(
        String provider,
        @Nullable String credential,
        @Nullable Map<String, String> credentials) {

    private static final String ACCESS_TOKEN = "access_token";
    private static final String REFRESH_TOKEN = "refresh_token";

    static CredentialAnswer of(String provider, Credential credential) {
        if (credential.value().isPresent()) {
            return new CredentialAnswer(provider, text(credential.value().get()), null);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        credential.fields().forEach((name, secret) -> fields.put(name, text(secret)));
        // Whoever has it could renew access for ever; only the vault may.
        fields.remove(REFRESH_TOKEN);
        return new CredentialAnswer(provider, fields.get(ACCESS_TOKEN), fields);
    }

    @Override
    public String toString() {
        return "CredentialAnswer[" + provider + ", hidden]";
    }

    private static String text(SecretBytes secret) {
        return secret.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
