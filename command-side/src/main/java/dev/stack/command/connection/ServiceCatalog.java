// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The services there are. Read and checked once, at start; a mistake in the data stops the start. */
public final class ServiceCatalog {

    private static final String RESOURCE = "services.json";
    private static final String CUSTOM_PREFIX = "custom_";

    private final List<CatalogService> services;

    private ServiceCatalog(List<CatalogService> services) {
        this.services = List.copyOf(services);
        long slugs = services.stream().map(CatalogService::provider).distinct().count();
        if (slugs != services.size()) {
            throw new IllegalStateException("The catalogue of services holds a provider twice.");
        }
    }

    /** The catalogue that comes with this build. */
    public static ServiceCatalog bundled() {
        return of(resource());
    }

    static ServiceCatalog of(JsonObject file) {
        return new ServiceCatalog(Members.of(file).objects("services", 1_000).orElseThrow().stream()
                .map(CatalogServiceReader::read)
                .toList());
    }

    /** All services, in the order of the file. */
    public List<CatalogService> all() {
        return services;
    }

    /** The service with that id or slug; for {@code custom_<name>} the entry of custom services. */
    public Optional<CatalogService> find(String idOrProvider) {
        String wanted = idOrProvider.startsWith(CUSTOM_PREFIX) ? "custom" : idOrProvider;
        return services.stream()
                .filter(service ->
                        service.id().equals(wanted) || service.provider().equals(wanted))
                .findFirst();
    }

    /**
     * The bare array {@code GET /v1/services} answers.
     *
     * @param byOAuth whether a service can be connected by OAuth here
     */
    public JsonArray toJson(Predicate<CatalogService> byOAuth) {
        return new JsonArray(services.stream()
                .<JsonValue>map(service -> byOAuth.test(service) ? service.json() : withoutOAuth(service.json()))
                .toList());
    }

    private static JsonObject withoutOAuth(JsonObject entry) {
        Map<String, JsonValue> members = new LinkedHashMap<>(entry.members());
        members.computeIfPresent("connect", (_, connect) -> {
            Map<String, JsonValue> ways = new LinkedHashMap<>(((JsonObject) connect).members());
            ways.remove("oauth");
            return new JsonObject(ways);
        });
        return new JsonObject(members);
    }

    /** The credential templates for manual connection, one per form: the array {@code GET /v1/services/templates} answers. */
    public JsonArray templates() {
        return new JsonArray(services.stream()
                .flatMap(service -> service.forms().stream().map(form -> template(service, form)))
                .toList());
    }

    private static JsonValue template(CatalogService service, CatalogService.CredentialForm form) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("service_id", new JsonString(service.id()));
        members.put("provider", new JsonString(service.provider()));
        members.put("name", new JsonString(service.name()));
        members.put("form", new JsonString(form.form()));
        members.put("label", new JsonString(form.label()));
        members.put(
                "fields",
                new JsonArray(form.fields().stream().map(ServiceCatalog::field).toList()));
        return new JsonObject(members);
    }

    private static JsonValue field(CatalogService.Field field) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("name", new JsonString(field.name()));
        members.put("label", new JsonString(field.label()));
        members.put("secret", new JsonValue.JsonBoolean(field.secret()));
        members.put("required", new JsonValue.JsonBoolean(field.required()));
        return new JsonObject(members);
    }

    private static JsonObject resource() {
        try (InputStream in = ServiceCatalog.class.getResourceAsStream(RESOURCE)) {
            if (in != null
                    && new StrictJson(StrictJson.Limits.BODY).parse(in.readAllBytes()) instanceof JsonObject object) {
                return object;
            }
            throw new IllegalStateException("The catalogue of services is missing or no object.");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (JsonRefused malformed) {
            throw new IllegalStateException("The catalogue of services is malformed.", malformed);
        }
    }
}
