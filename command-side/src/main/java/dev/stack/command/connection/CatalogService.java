// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.Injection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service agents can be connected to.
 *
 * @param id id in the catalogue, {@code svc_…}
 * @param provider slug, such as {@code slack}
 * @param available whether it can be connected now
 * @param oauth how it connects by OAuth; {@code null} when it does not
 * @param forms the credentials it takes instead
 * @param headers fixed headers every call gets, such as the version of the API
 * @param allowedHosts the only hosts its credential may reach; empty for a service the operator describes
 * @param placeholders what a URL may hold in double braces, filled in from the connection
 * @param json the entry as {@code GET /v1/services} shows it
 */
public record CatalogService(
        String id,
        String provider,
        String name,
        String description,
        boolean available,
        @Nullable OAuth oauth,
        List<CredentialForm> forms,
        Map<String, String> headers,
        List<AllowedHost> allowedHosts,
        List<String> placeholders,
        JsonObject json) {

    public CatalogService {
        forms = List.copyOf(forms);
        headers = Map.copyOf(headers);
        allowedHosts = List.copyOf(allowedHosts);
        placeholders = List.copyOf(placeholders);
    }

    /** The OAuth 2 code flow; client id and secret come from the server's settings. */
    public record OAuth(
            String authorizationUrl, String tokenUrl, List<String> defaultScopes, List<Injection> injections) {
        public OAuth {
            defaultScopes = List.copyOf(defaultScopes);
            injections = List.copyOf(injections);
        }
    }

    /**
     * A credential a person types in.
     *
     * @param startsWith how such a credential begins, where that tells it from an OAuth token
     */
    public record CredentialForm(
            String form, String label, @Nullable String startsWith, List<Field> fields, List<Injection> injections) {
        public CredentialForm {
            fields = List.copyOf(fields);
            injections = List.copyOf(injections);
        }
    }

    /** One field of such a credential. */
    public record Field(String name, String label, boolean secret, boolean required) {}

    /** Whether its credential may be sent to that host, in lower case, over https. */
    public boolean admitsHost(String host) {
        return allowedHosts.stream().anyMatch(allowed -> allowed.admits(host, AllowedHost.HTTPS_PORT));
    }

    /** Whether the operator describes it, so that hosts and injection are settings of the connection. */
    public boolean isCustom() {
        return provider.equals("custom");
    }

    /** The form of that name. */
    public Optional<CredentialForm> form(String name) {
        return forms.stream().filter(form -> form.form().equals(name)).findFirst();
    }
}
