// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.events.ConnectionSettings;
import dev.stack.json.Members;
import dev.stack.vocabulary.CredentialKind;
import dev.stack.vocabulary.Injection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the credential of a connection is put, and the fixed headers beside it.
 *
 * @param places empty = not known, nothing can be called
 */
record Injections(List<Injection> places, Map<String, String> headers) {

    /** The field of an OAuth credential that is shown to the service. */
    static final String ACCESS_TOKEN = "access_token";

    private static final int HEADERS_MAX = 16;
    private static final int HEADER_LENGTH_MAX = 1_024;

    /** As the catalogue says for credentials of that kind and form. */
    static Injections ofCatalog(CatalogService service, CredentialKind kind, @Nullable String form) {
        Optional<CatalogService.CredentialForm> filled =
                Optional.ofNullable(form).flatMap(service::form);
        List<Injection> places =
                switch (kind) {
                    case OAUTH -> on(ACCESS_TOKEN, oauth(service).orElse(List.of()));
                    case FIELDS ->
                        filled.orElseGet(() -> service.forms().getFirst()).injections();
                    case VALUE ->
                        on(
                                null,
                                filled.map(CatalogService.CredentialForm::injections)
                                        .or(() -> oauth(service))
                                        .orElseGet(
                                                () -> service.forms().getFirst().injections()));
                };
        return new Injections(places, service.headers());
    }

    /** As the operator set it; one value goes as a bearer token where nothing is set. */
    static Injections ofCustom(ConnectionSettings settings, CredentialKind kind) {
        if (settings.injection() != null) {
            Members members = Members.of(settings.injection());
            return new Injections(List.of(Injection.fromJson(members)), headers(members));
        }
        List<Injection> places = kind == CredentialKind.VALUE ? List.of(Injection.bearer(null)) : List.of();
        return new Injections(places, Map.of());
    }

    /** The fixed headers of a custom connection's injection. */
    static Map<String, String> headers(Members injection) {
        return injection.textMap("headers", HEADERS_MAX, HEADER_LENGTH_MAX).orElse(Map.of());
    }

    private static Optional<List<Injection>> oauth(CatalogService service) {
        return Optional.ofNullable(service.oauth()).map(CatalogService.OAuth::injections);
    }

    private static List<Injection> on(@Nullable String field, List<Injection> places) {
        return places.stream().map(place -> place.withField(field)).toList();
    }
}
