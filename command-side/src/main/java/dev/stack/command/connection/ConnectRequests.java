// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.ConnectionCommand.ConnectService;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads a request to connect a service, in each of the spellings clients use. */
@Component
final class ConnectRequests {

    private static final int SECRET_MAX = 65_536;
    private static final int NAME_MAX = 100;
    private static final int DESCRIPTION_MAX = 256;
    private static final int SCOPE_MAX = 256;
    private static final int FIELDS_MAX = 32;
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
                credential(body, service),
                List.of(),
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
                customCredential(body),
                List.of("No hosts are set for this connection: it cannot be called through the proxy yet."),
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

    private static Credential credential(Members body, CatalogService service) {
        Optional<String> token = body.text("oauth_token", SECRET_MAX).or(() -> body.text("credential", SECRET_MAX));
        Optional<Map<String, String>> fields = body.textMap("credentials", FIELDS_MAX, SECRET_MAX);
        if (token.isPresent() == fields.isPresent()) {
            throw Refusal.invalid("Send the credential of " + service.provider()
                    + " in exactly one of: oauth_token (a text), credential (a text), credentials (its fields, see GET"
                    + " /v1/services/templates).");
        }
        return token.map(ConnectRequests::value).orElseGet(() -> checkedFields(fields.orElseThrow(), service));
    }

    private static Credential value(String token) {
        if (token.isBlank()) {
            throw Refusal.invalid("The credential is empty.");
        }
        return Credential.ofValue(SecretBytes.ofText(token));
    }

    private static Credential checkedFields(Map<String, String> fields, CatalogService service) {
        boolean fits = service.forms().stream().anyMatch(form -> fits(form, fields));
        if (!fits) {
            throw Refusal.invalid("credentials does not fit a form of " + service.provider()
                    + ". Send every required field of one form, and no other; see GET /v1/services/templates.");
        }
        return ofFields(fields);
    }

    private static boolean fits(CatalogService.CredentialForm form, Map<String, String> fields) {
        boolean complete = form.fields().stream()
                .filter(CatalogService.Field::required)
                .allMatch(field -> !fields.getOrDefault(field.name(), "").isBlank());
        return complete
                && fields.keySet().stream().allMatch(name -> form.fields().stream()
                        .anyMatch(field -> field.name().equals(name)));
    }

    private static Credential customCredential(Members body) {
        if (body.value("credential").orElseThrow(ConnectRequests::noCredential) instanceof JsonString(String value)) {
            if (value.length() > SECRET_MAX) {
                throw Refusal.invalid("credential takes at most " + SECRET_MAX + " characters.");
            }
            return value(value);
        }
        Map<String, String> fields =
                body.textMap("credential", FIELDS_MAX, SECRET_MAX).orElseThrow(ConnectRequests::noCredential);
        if (fields.isEmpty()) {
            throw noCredential();
        }
        return ofFields(fields);
    }

    private static Credential ofFields(Map<String, String> fields) {
        Map<String, SecretBytes> secrets = new LinkedHashMap<>();
        fields.forEach((name, value) -> secrets.put(name, SecretBytes.ofText(value)));
        return Credential.ofFields(secrets);
    }

    private static Refusal noCredential() {
        return Refusal.invalid("credential is missing; send a text, or an object of texts.");
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
