// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Our registrations at the services that connect by OAuth.
 *
 * @param oauth below a provider such as {@code github}: {@code client-id}, and {@code client-secret} or {@code client-secret-file}; {@code authorization-url} and {@code token-url} where they are not the catalogue's. A provider without connects by token or key only
 */
@ConfigurationProperties("stack")
public record OAuthProperties(@DefaultValue Map<String, Registration> oauth) {

    public OAuthProperties {
        oauth = Map.copyOf(oauth);
    }

    /**
     * One registration. Its callback address at the service is {@code <stack.passport.issuer>/v1/oauth/callback}.
     *
     * @param clientId the id the service gave us
     * @param clientSecret the secret that goes with it
     * @param clientSecretFile a file that holds the secret instead
     * @param authorizationUrl where a person agrees, if not where the catalogue says
     * @param tokenUrl where codes are redeemed, if not where the catalogue says
     */
    public record Registration(
            String clientId,
            @Nullable String clientSecret,
            @Nullable Path clientSecretFile,
            @Nullable URI authorizationUrl,
            @Nullable URI tokenUrl) {
        @Override
        public String toString() {
            return "Registration[" + clientId + "]";
        }
    }
}
