// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.command.connection.CatalogService.Check;
import dev.stack.command.connection.CatalogService.CredentialForm;
import dev.stack.command.connection.CatalogService.Field;
import dev.stack.command.connection.CatalogService.OAuth;
import dev.stack.json.Members;
import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.Injection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads entries of the catalogue of services. A mistake in one is a defect, found at start. */
final class CatalogServiceReader {

    private static final Set<String> PLACEHOLDERS = Set.of("instance_url", "account_id");

    private CatalogServiceReader() {}

    static CatalogService read(Members entry) {
        String provider = entry.requiredText("provider", 64);
        require(entry.requiredText("id", 64).equals("svc_" + provider), provider + ": the id must be svc_<provider>");
        Members connect = entry.object("connect").orElseThrow();
        var service = new CatalogService(
                "svc_" + provider,
                provider,
                entry.requiredText("name", 80),
                entry.requiredText("description", 200),
                entry.bool("available").orElseThrow(),
                connect.object("oauth").map(CatalogServiceReader::oauth).orElse(null),
                connect.objects("credentials", 8).orElseThrow().stream()
                        .map(CatalogServiceReader::form)
                        .toList(),
                entry.textMap("headers", 8, 128).orElseThrow(),
                entry.texts("allowed_hosts", 16, 256).orElseThrow().stream()
                        .map(AllowedHost::new)
                        .toList(),
                entry.texts("placeholders", 4, 32).orElseThrow(),
                entry.object("verify").map(CatalogServiceReader::check).orElse(null),
                entry.asObject());
        checkWhole(service);
        return service;
    }

    private static void checkWhole(CatalogService service) {
        String provider = service.provider();
        require(service.oauth() != null || !service.forms().isEmpty(), provider + ": no way to connect");
        require(!service.allowedHosts().isEmpty() || provider.equals("custom"), provider + ": no allowed host");
        require(PLACEHOLDERS.containsAll(service.placeholders()), provider + ": unknown placeholder");
    }

    private static OAuth oauth(Members oauth) {
        return new OAuth(
                https(oauth.requiredText("authorization_url", 256)),
                https(oauth.requiredText("token_url", 256)),
                oauth.texts("default_scopes", 32, 128).orElseThrow(),
                injections(oauth),
                oauth.text("client_login", 8).orElse("form").equals("basic"),
                oauth.text("scope_separator", 1).orElse(" "),
                oauth.textMap("parameters", 8, 128).orElse(Map.of()));
    }

    private static Check check(Members verify) {
        String url = verify.requiredText("url", 256);
        require(
                url.startsWith("https://") || url.startsWith("{{instance_url}}/"),
                "a test that goes to no address of the service: " + url);
        return new Check(
                verify.requiredText("method", 8),
                url,
                verify.object("body").map(body -> body.asObject().toString()).orElse(null),
                verify.text("ok_member", 32).orElse(null),
                verify.texts("refusals", 16, 64).orElse(List.of()));
    }

    private static CredentialForm form(Members form) {
        List<Field> fields = form.objects("fields", 8).orElseThrow().stream()
                .map(field -> new Field(
                        field.requiredText("name", 64),
                        field.requiredText("label", 80),
                        field.bool("secret").orElseThrow(),
                        field.bool("required").orElseThrow()))
                .toList();
        require(fields.stream().anyMatch(Field::secret), "a credential without a secret");
        var read = new CredentialForm(
                form.requiredText("form", 32),
                form.requiredText("label", 80),
                form.text("starts_with", 32).orElse(null),
                fields,
                injections(form));
        Set<String> names = fields.stream().map(Field::name).collect(Collectors.toSet());
        read.injections()
                .forEach(injection ->
                        require(names.containsAll(fieldsOf(injection)), "an injection of an unknown field"));
        return read;
    }

    private static List<Injection> injections(Members members) {
        List<Injection> injections = members.objects("injections", 4).orElseThrow().stream()
                .map(Injection::fromJson)
                .toList();
        require(!injections.isEmpty(), "a credential that is put nowhere");
        return injections;
    }

    private static List<String> fieldsOf(Injection injection) {
        return Stream.of(injection.field(), injection.usernameField(), injection.passwordField())
                .flatMap(field -> Optional.ofNullable(field).stream())
                .toList();
    }

    private static String https(String url) {
        require(url.startsWith("https://"), "an address without https: " + url);
        return url;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("The catalogue of services is wrong: " + otherwise + ".");
        }
    }
}
