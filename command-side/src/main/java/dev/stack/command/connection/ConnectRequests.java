// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.ConnectionCommand.ConnectService;
import dev.stack.events.ConnectionSettings;
import dev.stack.json.Members;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a request to connect a service, in each of the spellings clients use. */
@Component
final class ConnectRequests {

    private static final String CUSTOM = "custom";
    private static final int NAME_MAX = 100;
    private static final int DESCRIPTION_MAX = 256;
    private static final int SCOPE_MAX = 256;
    private static final int SLUG_MAX = 64;

    private final ServiceCatalog catalog;
    private final AuthorizationStart authorizations;
    private final SecureRandom random;

    ConnectRequests(ServiceCatalog catalog, AuthorizationStart authorizations, SecureRandom random) {
        this.catalog = catalog;
        this.authorizations = authorizations;
        this.random = random;
    }

    /** A service of the catalogue, by its id or its slug; without a credential a person is sent there to agree. */
    ConnectService fromCatalog(Members body, Caller caller) {
        CatalogService service = service(body);
        Optional<GivenCredential> credential = GivenCredentials.find(body, service);
        Optional<List<String>> scopes = scopes(body);
        ConnectionId connection = ConnectionId.mint(random);
        return new ConnectService(
                connection,
                service.id(),
                service.provider(),
                body.text("display_name", NAME_MAX).orElse(service.name()),
                null,
                scopes.orElseGet(() -> assumed(service, credential.isPresent())),
                credential.orElse(null),
                credential.isPresent()
                        ? null
                        : authorizations
                                .begin(connection, service.provider(), scopes.orElse(List.of()), caller)
                                .orElseThrow(() -> GivenCredentials.missing(service)),
                SettingsRequests.apply(body, ConnectionSettings.NONE, service, caller),
                caller);
    }

    /** A service the operator describes. Its hosts may follow later; until then it cannot be called through the proxy. */
    ConnectService custom(Members body, Caller caller) {
        String name = body.requiredText("name", NAME_MAX);
        CatalogService service = catalog.find(CUSTOM).orElseThrow();
        GivenCredential credential = GivenCredentials.custom(body);
        ConnectionSettings settings = SettingsRequests.apply(body, ConnectionSettings.NONE, service, caller);
        checkField(settings, credential);
        return new ConnectService(
                ConnectionId.mint(random),
                service.id(),
                slug(name),
                name,
                body.text("description", DESCRIPTION_MAX).orElse(null),
                scopes(body).orElse(List.of(ServiceScope.EVERY_SCOPE)),
                credential,
                null,
                settings,
                caller);
    }

    /** A credential of a service there is, to replace the one it has. */
    GivenCredential replacement(Members body, String provider) {
        CatalogService service = catalog.find(provider).orElseThrow();
        return service.isCustom()
                ? GivenCredentials.custom(body)
                : GivenCredentials.find(body, service).orElseThrow(() -> GivenCredentials.missing(service));
    }

    /** A person agrees to what we ask for; of a token that came along nothing is known. */
    private static List<String> assumed(CatalogService service, boolean given) {
        List<String> asked =
                given || service.oauth() == null ? List.of() : service.oauth().defaultScopes();
        return asked.isEmpty() ? List.of(ServiceScope.EVERY_SCOPE) : asked;
    }

    private static void checkField(ConnectionSettings settings, GivenCredential credential) {
        if (settings.injection() == null) {
            return;
        }
        Injection injection = Injection.fromJson(Members.of(settings.injection()));
        Set<String> fields = credential.secret().fields().keySet();
        Stream<@Nullable String> named = injection.style() == Injection.Style.AWS_SIGV4
                ? Stream.of("access_key_id", "secret_access_key")
                : Stream.of(injection.field(), injection.usernameField(), injection.passwordField());
        named.filter(Objects::nonNull)
                .filter(field -> !fields.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw Refusal.invalid("injection needs the field " + field + ", which credential does not have.");
                });
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
        if (service.isCustom()) {
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
