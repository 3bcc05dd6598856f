// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.ConnectionCommand.ConnectService;
import dev.stack.events.ConnectionSettings;
import dev.stack.json.Members;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads a request to connect a service, in each of the spellings clients use. */
@Component
final class ConnectRequests {

    private static final int NAME_MAX = 100;
    private static final int DESCRIPTION_MAX = 256;
    private static final int SCOPE_MAX = 256;
    private static final int SLUG_MAX = 64;

    private final ServiceCatalog catalog;
    private final SecureRandom random;

    ConnectRequests(ServiceCatalog catalog, SecureRandom random) {
        this.catalog = catalog;
        this.random = random;
    }

    /** A service of the catalogue, by its id or its slug. */
    ConnectService fromCatalog(Members body, Caller caller) {
        CatalogService service = service(body);
        return new ConnectService(
                ConnectionId.mint(random),
                service.id(),
                service.provider(),
                body.text("display_name", NAME_MAX).orElse(service.name()),
                null,
                scopes(body).orElse(List.of(ServiceScope.EVERY_SCOPE)),
                GivenCredentials.find(body, service).orElseThrow(() -> GivenCredentials.missing(service)),
                ConnectionSettings.NONE,
                caller);
    }

    /** A service the operator describes. Its hosts may follow later; until then it cannot be called through the proxy. */
    ConnectService custom(Members body, Caller caller) {
        String name = body.requiredText("name", NAME_MAX);
        return new ConnectService(
                ConnectionId.mint(random),
                "svc_custom",
                slug(name),
                name,
                body.text("description", DESCRIPTION_MAX).orElse(null),
                scopes(body).orElse(List.of(ServiceScope.EVERY_SCOPE)),
                GivenCredentials.custom(body),
                ConnectionSettings.NONE,
                caller);
    }

    private CatalogService service(Members body) {
        String named = body.requiredText("service_id", NAME_MAX);
        CatalogService service = catalog.find(named)
                .orElseThrow(() -> Refusal.invalid("service_id names no service of the catalogue. See GET /v1/services;"
                        + " anything else is connected with POST /v1/services/custom."));
        body.text("provider", NAME_MAX)
                .filter(provider -> !provider.equals(service.provider()))
                .ifPresent(provider -> {
                    throw Refusal.invalid(
                            "provider and service_id name different services; send one of them, or make them agree.");
                });
        if (service.provider().equals("custom")) {
            throw Refusal.invalid("A custom service is connected with POST /v1/services/custom.");
        }
        return service;
    }

    private static Optional<List<String>> scopes(Members body) {
        Optional<List<String>> scopes = body.texts("scopes", ServiceScope.SCOPES_MAX, SCOPE_MAX);
        scopes.ifPresent(list -> {
            if (list.isEmpty() || list.contains("")) {
                throw Refusal.invalid(
                        "scopes takes at least one OAuth scope, none of them empty; leave it out when they are not known.");
            }
        });
        return scopes;
    }

    private static String slug(String name) {
        var slug = new StringBuilder(ConnectionSlugs.CUSTOM);
        name.toLowerCase(Locale.ROOT)
                .chars()
                .map(c -> isSlugCharacter(c) ? c : '-')
                .forEach(c -> slug.append((char) c));
        if (slug.length() > SLUG_MAX) {
            throw Refusal.invalid("name makes a slug of " + slug.length() + " characters; at most " + SLUG_MAX
                    + " are taken. Choose a shorter name.");
        }
        return slug.toString();
    }

    private static boolean isSlugCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
