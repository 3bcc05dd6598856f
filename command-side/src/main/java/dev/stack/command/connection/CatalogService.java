// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.Injection;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * @param check how its credential is tested; {@code null} when nothing fits every account
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
        @Nullable Check check,
        JsonObject json) {

    public CatalogService {
        forms = List.copyOf(forms);
        headers = Map.copyOf(headers);
        allowedHosts = List.copyOf(allowedHosts);
        placeholders = List.copyOf(placeholders);
    }

    /**
     * The OAuth 2 code flow; client id and secret come from the server's settings.
     *
     * @param loginInHeader whether the token endpoint wants the client's login by HTTP Basic, and not in the form
     * @param scopeSeparator what stands between scopes in the authorization request
     * @param parameters what the authorization request holds besides
     */
    public record OAuth(
            String authorizationUrl,
            String tokenUrl,
            List<String> defaultScopes,
            List<Injection> injections,
            boolean loginInHeader,
            String scopeSeparator,
            Map<String, String> parameters) {
        public OAuth {
            defaultScopes = List.copyOf(defaultScopes);
            injections = List.copyOf(injections);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    /**
     * A call that changes nothing and shows whether the service takes the credential.
     *
     * @param url may hold placeholders
     * @param body JSON to send, or {@code null}
     * @param okMember a member of the answer that must be {@code true}, for services that answer 200 to everything
     * @param refusals what such a service says in {@code error} when it does not take the credential
     */
    public record Check(
            String method,
            String url,
            @Nullable String body,
            @Nullable String okMember,
            List<String> refusals) {
        public Check {
            refusals = List.copyOf(refusals);
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
