// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.OAuthProperties.Registration;
import dev.stack.command.connection.oauth.ClientLogin;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The providers we can connect to by OAuth: those of the catalogue that the settings hold a registration for. */
@Component
final class OAuthClients {

    private final Map<String, OAuthClient> clients = new HashMap<>();

    OAuthClients(OAuthProperties properties, ServiceCatalog catalog, PrivateUpstreams privateUpstreams) {
        properties.oauth().forEach((provider, registration) -> {
            CatalogService.OAuth oauth = catalog.find(provider)
                    .map(CatalogService::oauth)
                    .orElseThrow(() -> wrong(provider, "names no service that connects by OAuth"));
            clients.put(provider, client(provider, registration, oauth, privateUpstreams.allowed()));
        });
    }

    /** How to connect to that provider; empty without a registration. */
    Optional<OAuthClient> of(String provider) {
        return Optional.ofNullable(clients.get(provider));
    }

    private static OAuthClient client(
            String provider, Registration registration, CatalogService.OAuth oauth, boolean privateAllowed) {
        return new OAuthClient(
                provider,
                new ClientLogin(registration.clientId(), secret(provider, registration), oauth.loginInHeader()),
                address(
                        provider,
                        "authorization-url",
                        registration.authorizationUrl(),
                        oauth.authorizationUrl(),
                        privateAllowed),
                address(provider, "token-url", registration.tokenUrl(), oauth.tokenUrl(), privateAllowed),
                oauth.defaultScopes(),
                oauth.scopeSeparator(),
                oauth.parameters());
    }

    /** Only a test of the settings' owner has a server of its own, on this machine and without TLS. */
    private static URI address(
            String provider, String name, @Nullable URI set, String bundled, boolean privateAllowed) {
        URI address = set == null ? URI.create(bundled) : set;
        if (privateAllowed && "http".equals(address.getScheme()) && "localhost".equals(address.getHost())) {
            return address;
        }
        try {
            return HttpsAddress.read(name, address.toString());
        } catch (Refusal unfit) {
            throw wrong(provider + "." + name, unfit.reason());
        }
    }

    private static SecretBytes secret(String provider, Registration registration) {
        if ((registration.clientSecret() == null) == (registration.clientSecretFile() == null)) {
            throw wrong(provider, "needs exactly one of client-secret and client-secret-file");
        }
        if (registration.clientSecret() != null) {
            return SecretBytes.ofText(registration.clientSecret());
        }
        try {
            return SecretBytes.ofText(
                    Files.readString(registration.clientSecretFile()).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "The setting stack.oauth." + provider + ".client-secret-file names no file that can be read.",
                    unreadable);
        }
    }

    private static IllegalStateException wrong(String where, String what) {
        return new IllegalStateException("The setting stack.oauth." + where + ": " + what + ".");
    }
}
