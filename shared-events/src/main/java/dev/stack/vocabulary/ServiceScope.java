// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a grant or a passport allows at one service: through which connection, with which OAuth scopes, under which
 * constraints. A call passes when every constraint holds and, if there are alternatives, at least one of them holds
 * whole. At most {@value #CONSTRAINTS_MAX} constraints, those of the alternatives counted.
 *
 * @param connectionId the stored access that is used
 * @param provider the service's slug, such as {@code slack}
 * @param scopes OAuth scopes; {@code *} contains every scope
 * @param credentialRef a reference into the vault, never a secret
 * @param constraints rules that all hold
 * @param alternatives intents of which one holds; empty when none or one was named, since one is folded into
 *     {@code constraints}
 * @param intents the names of the intents that were expanded, for people
 * @param allowDataFrom services whose content may flow into this one; {@code null} when nothing was said
 */
public record ServiceScope(
        ConnectionId connectionId,
        String provider,
        List<String> scopes,
        String credentialRef,
        List<Constraint> constraints,
        List<IntentAlternative> alternatives,
        List<String> intents,
        @Nullable List<String> allowDataFrom) {

    public static final int CONSTRAINTS_MAX = 32;
    public static final int SCOPES_MAX = 64;
    public static final String EVERY_SCOPE = "*";

    private static final int TEXT_MAX = 256;

    public ServiceScope {
        scopes = List.copyOf(scopes);
        constraints = List.copyOf(constraints);
        alternatives = List.copyOf(alternatives);
        intents = List.copyOf(intents);
        allowDataFrom = allowDataFrom == null ? null : List.copyOf(allowDataFrom);
        checkProvider(provider);
        checkTexts("scopes", scopes);
        checkDataFlow(allowDataFrom == null ? List.of() : allowDataFrom);
        checkCount(constraints, alternatives);
    }

    /** Whether these OAuth scopes contain that one. */
    public boolean containsScope(String scope) {
        return scopes.contains(EVERY_SCOPE) || scopes.contains(scope);
    }

    /** Refuses more than {@value #CONSTRAINTS_MAX} constraints, those of alternatives counted. */
    public static void checkCount(List<Constraint> constraints, List<IntentAlternative> alternatives) {
        int count = constraints.size()
                + alternatives.stream()
                        .mapToInt(alternative -> alternative.constraints().size())
                        .sum();
        if (count > CONSTRAINTS_MAX) {
            throw Refusal.invalid("The scope has " + count + " constraints, those of its intents counted; at most "
                    + CONSTRAINTS_MAX + " are taken. Name fewer intents or drop constraints.");
        }
    }

    /** Reads one item of a passport's {@code services}. */
    public static ServiceScope fromJson(Members members) {
        return new ServiceScope(
                new ConnectionId(members.requiredText("connection_id", Id.LENGTH_MAX)),
                members.requiredText("service_name", TEXT_MAX),
                members.texts("scopes", SCOPES_MAX, TEXT_MAX).orElse(List.of()),
                members.text("credential_ref", TEXT_MAX).orElse(""),
                members.objects("constraints", CONSTRAINTS_MAX).orElse(List.of()).stream()
                        .map(Constraint::fromJson)
                        .toList(),
                members.objects("alternatives", CONSTRAINTS_MAX).orElse(List.of()).stream()
                        .map(IntentAlternative::fromJson)
                        .toList(),
                members.texts("intents", CONSTRAINTS_MAX, IntentReference.NAME_MAX)
                        .orElse(List.of()),
                members.texts("allow_data_from", SCOPES_MAX, TEXT_MAX).orElse(null));
    }

    /** The form a passport carries; connection and provider in both spellings, empty lists of intents left out. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("connection_id", new JsonString(connectionId.value()));
        members.put("service_id", new JsonString(connectionId.value()));
        members.put("service_name", new JsonString(provider));
        members.put("provider", new JsonString(provider));
        members.put("scopes", texts(scopes));
        members.put("credential_ref", new JsonString(credentialRef));
        members.put(
                "constraints",
                array(constraints.stream().map(Constraint::toJson).toList()));
        if (!alternatives.isEmpty()) {
            members.put(
                    "alternatives",
                    array(alternatives.stream().map(IntentAlternative::toJson).toList()));
        }
        if (!intents.isEmpty()) {
            members.put("intents", texts(intents));
        }
        if (allowDataFrom != null) {
            members.put("allow_data_from", texts(allowDataFrom));
        }
        return new JsonObject(members);
    }

    private static JsonArray texts(List<String> texts) {
        return new JsonArray(texts.stream().<JsonValue>map(JsonString::new).toList());
    }

    private static JsonArray array(List<JsonObject> objects) {
        return new JsonArray(List.copyOf(objects));
    }

    private static void checkProvider(String provider) {
        boolean good = !provider.isEmpty()
                && provider.length() <= 64
                && provider.chars().allMatch(ServiceScope::isSlugCharacter);
        if (!good) {
            throw Refusal.invalid("A provider is 1 to 64 lower-case letters, digits, underscores and hyphens.");
        }
    }

    private static boolean isSlugCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static void checkDataFlow(List<String> allowDataFrom) {
        checkTexts("allow_data_from", allowDataFrom);
        if (allowDataFrom.contains(EVERY_SCOPE)) {
            throw Refusal.invalid(
                    "allow_data_from takes names of services, not *; leave it out to keep what is granted.");
        }
    }

    private static void checkTexts(String member, List<String> texts) {
        if (texts.size() > SCOPES_MAX || texts.stream().anyMatch(text -> text.isEmpty() || text.length() > TEXT_MAX)) {
            throw Refusal.invalid(
                    member + " takes at most " + SCOPES_MAX + " texts of 1 to " + TEXT_MAX + " characters.");
        }
    }
}
