// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.CatalogService.CredentialForm;
import dev.stack.command.connection.CatalogService.Field;
import dev.stack.events.StoredCredential;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.CredentialKind;
import dev.stack.vocabulary.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the credential in a request, in each of the spellings clients use. */
final class GivenCredentials {

    private static final int SECRET_MAX = 65_536;
    private static final int FIELDS_MAX = 32;

    private GivenCredentials() {}

    /** That of a service of the catalogue; empty when the request holds none. */
    static Optional<GivenCredential> find(Members body, CatalogService service) {
        Optional<String> token = body.text("oauth_token", SECRET_MAX).or(() -> body.text("credential", SECRET_MAX));
        Optional<Map<String, String>> fields = body.textMap("credentials", FIELDS_MAX, SECRET_MAX);
        if (token.isPresent() && fields.isPresent()) {
            throw missing(service);
        }
        return token.map(value -> value(value, formOfValue(value, service)))
                .or(() -> fields.map(named -> fields(named, service)));
    }

    /** Refuses a request without one. */
    static Refusal missing(CatalogService service) {
        return Refusal.invalid("Send the credential of " + service.provider()
                + " in exactly one of: oauth_token (a text), credential (a text), credentials (its fields, see GET"
                + " /v1/services/templates)."
                + (service.oauth() == null
                        ? ""
                        : " Connecting by OAuth needs this server's settings stack.oauth." + service.provider()
                                + ".client-id and .client-secret."));
    }

    /** That of a service the operator describes: a text, or an object of texts. */
    static GivenCredential custom(Members body) {
        if (body.value("credential").orElseThrow(GivenCredentials::noCredential) instanceof JsonString(String value)) {
            if (value.length() > SECRET_MAX) {
                throw Refusal.invalid("credential takes at most " + SECRET_MAX + " characters.");
            }
            return value(value, null);
        }
        Map<String, String> fields =
                body.textMap("credential", FIELDS_MAX, SECRET_MAX).orElseThrow(GivenCredentials::noCredential);
        if (fields.isEmpty() || fields.containsKey("")) {
            throw noCredential();
        }
        return fields(fields, (String) null);
    }

    /** The form a lone value fills: the one its beginning gives away, or the only way there is. */
    private static @Nullable String formOfValue(String value, CatalogService service) {
        return service.forms().stream()
                .filter(form ->
                        form.startsWith() != null ? value.startsWith(form.startsWith()) : service.oauth() == null)
                .findFirst()
                .map(CredentialForm::form)
                .orElse(null);
    }

    private static GivenCredential value(String value, @Nullable String form) {
        if (value.isBlank()) {
            throw Refusal.invalid("The credential is empty.");
        }
        return new GivenCredential(
                Credential.ofValue(SecretBytes.ofText(value)), new StoredCredential(CredentialKind.VALUE, form, null));
    }

    private static GivenCredential fields(Map<String, String> fields, CatalogService service) {
        CredentialForm form = service.forms().stream()
                .filter(candidate -> fits(candidate, fields))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("credentials does not fit a form of " + service.provider()
                        + ". Send every required field of one form, and no other; see GET /v1/services/templates."));
        return fields(fields, form.form());
    }

    private static GivenCredential fields(Map<String, String> fields, @Nullable String form) {
        Map<String, SecretBytes> secrets = new LinkedHashMap<>();
        fields.forEach((name, value) -> secrets.put(name, SecretBytes.ofText(value)));
        return new GivenCredential(
                Credential.ofFields(secrets), new StoredCredential(CredentialKind.FIELDS, form, null));
    }

    private static boolean fits(CredentialForm form, Map<String, String> fields) {
        boolean complete = form.fields().stream()
                .filter(Field::required)
                .allMatch(field -> !fields.getOrDefault(field.name(), "").isBlank());
        return complete
                && fields.keySet().stream().allMatch(name -> form.fields().stream()
                        .anyMatch(field -> field.name().equals(name)));
    }

    private static Refusal noCredential() {
        return Refusal.invalid("credential is missing; send a text, or an object of texts.");
    }
}
