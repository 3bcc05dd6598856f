// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.intent.ConstraintDeclarations;
import dev.stack.command.intent.ConstraintDeclarations.Declared;
import dev.stack.command.intent.ExpandedIntents;
import dev.stack.command.intent.IntentExpansion;
import dev.stack.command.intent.Patterns;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.IntentReference;
import dev.stack.vocabulary.Narrowing;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Chooses what a passport carries: all that is granted, or the part of it that the request asks for, never more. */
@Component
final class ScopeChoice {

    static final int ITEMS_MAX = 64;
    private static final int SCOPE_MAX = 256;

    private final IntentExpansion intents;

    ScopeChoice(IntentExpansion intents) {
        this.intents = intents;
    }

    /**
     * The scopes of the passport.
     *
     * @param warnings takes sentences for the answer: what was asked is legal, but perhaps not what was meant
     * @throws Refusal {@code SCOPE_ESCALATION} for what is not granted, {@code INVALID_REQUEST} for what cannot be read
     */
    List<ServiceScope> choose(Collection<GrantGiven> grants, Members body, List<String> warnings) {
        List<ServiceScope> granted = grants.stream()
                .map(grant -> ServiceScope.fromJson(Members.of(grant.scope())))
                .toList();
        List<Members> items = items(body);
        List<ServiceScope> chosen = items.isEmpty() ? filtered(granted, body) : listed(granted, items, warnings);
        return withTopLevelIntents(chosen, IntentExpansion.read(body));
    }

    private static List<Members> items(Members body) {
        List<Members> items = new ArrayList<>();
        for (String name : List.of("scopes", "services")) {
            List<JsonValue> values = body.array(name, ITEMS_MAX).orElse(List.of());
            for (JsonValue value : values) {
                if (value instanceof JsonObject object) {
                    items.add(Members.of(object));
                } else if (!(value instanceof JsonString)) {
                    throw Refusal.invalid(name + " takes objects with service_connection_id, or texts.");
                }
            }
        }
        return items;
    }

    private static List<String> texts(Members body, String name) {
        return body.array(name, ITEMS_MAX).orElse(List.of()).stream()
                .filter(JsonString.class::isInstance)
                .map(text -> ((JsonString) text).value())
                .toList();
    }

    /** Plain texts filter: in {@code services} by provider, in {@code scopes} by OAuth scope. */
    private static List<ServiceScope> filtered(List<ServiceScope> granted, Members body) {
        List<ServiceScope> chosen = granted;
        List<String> providers = texts(body, "services");
        if (!providers.isEmpty()) {
            requireAll(
                    "service",
                    providers,
                    granted.stream().map(ServiceScope::provider).toList());
            chosen = chosen.stream()
                    .filter(scope -> providers.contains(scope.provider()))
                    .toList();
        }
        List<String> scopes = texts(body, "scopes");
        return scopes.isEmpty() ? chosen : onlyScopes(chosen, scopes);
    }

    private static List<ServiceScope> onlyScopes(List<ServiceScope> granted, List<String> wanted) {
        Set<String> found = new LinkedHashSet<>();
        List<ServiceScope> chosen = new ArrayList<>();
        for (ServiceScope scope : granted) {
            List<String> kept = wanted.stream().filter(scope::containsScope).toList();
            if (!kept.isEmpty()) {
                found.addAll(kept);
                chosen.add(with(scope, kept));
            }
        }
        requireAll("OAuth scope", wanted, found);
        return chosen;
    }

    private static void requireAll(String what, List<String> wanted, Collection<String> granted) {
        for (String one : wanted) {
            if (!granted.contains(one)) {
                throw new Refusal(
                        ErrorCode.SCOPE_ESCALATION,
                        "The " + what + " " + Members.cut(one, SCOPE_MAX)
                                + " is not granted to this agent. Grant it with POST /v1/services/grant, or ask for less.");
            }
        }
    }

    private List<ServiceScope> listed(List<ServiceScope> granted, List<Members> items, List<String> warnings) {
        Map<ConnectionId, ServiceScope> chosen = new LinkedHashMap<>();
        for (Members item : items) {
            var connection = new ConnectionId(item.requiredText("service_connection_id", Id.LENGTH_MAX));
            ServiceScope grant = granted.stream()
                    .filter(scope -> scope.connectionId().equals(connection))
                    .findFirst()
                    .orElseThrow(
                            () -> new Refusal(
                                    ErrorCode.SCOPE_ESCALATION,
                                    "The connection " + connection
                                            + " is not granted to this agent. Grant it with POST /v1/services/grant, or leave it out."));
            if (chosen.put(connection, narrowed(grant, item, warnings)) != null) {
                throw Refusal.invalid("The connection " + connection + " is listed twice; list it once.");
            }
        }
        return List.copyOf(chosen.values());
    }

    private ServiceScope narrowed(ServiceScope grant, Members item, List<String> warnings) {
        return Narrowing.inherit(grant, declared(grant, item, warnings), Patterns.RE2);
    }

    /** What an item asks for at a service; whether that is a part of what is held is not yet said. */
    ServiceScope declared(ServiceScope grant, Members item, List<String> warnings) {
        ExpandedIntents expanded = intents.expand(IntentExpansion.read(item), grant.provider());
        Declared constrained = ConstraintDeclarations.read(item);
        constrained.warnings().forEach(warning -> warnings.add(grant.connectionId() + ": " + warning));
        List<Constraint> constraints = new ArrayList<>(constrained.constraints());
        constraints.addAll(expanded.constraints());
        return new ServiceScope(
                grant.connectionId(),
                grant.provider(),
                item.texts("scopes", ServiceScope.SCOPES_MAX, SCOPE_MAX).orElse(grant.scopes()),
                grant.credentialRef(),
                constraints,
                expanded.alternatives(),
                expanded.names(),
                item.texts("allow_data_from", ServiceScope.SCOPES_MAX, SCOPE_MAX)
                        .orElse(null));
    }

    private List<ServiceScope> withTopLevelIntents(List<ServiceScope> scopes, List<IntentReference> references) {
        if (references.isEmpty()) {
            return scopes;
        }
        Map<String, List<IntentReference>> byProvider = intents.byProvider(
                references, scopes.stream().map(ServiceScope::provider).toList());
        return scopes.stream()
                .map(scope -> byProvider.containsKey(scope.provider())
                        ? withIntents(scope, byProvider.get(scope.provider()))
                        : scope)
                .toList();
    }

    private ServiceScope withIntents(ServiceScope scope, List<IntentReference> references) {
        ExpandedIntents expanded = intents.expand(references, scope.provider());
        var declared = new ServiceScope(
                scope.connectionId(),
                scope.provider(),
                scope.scopes(),
                scope.credentialRef(),
                expanded.constraints(),
                expanded.alternatives(),
                expanded.names(),
                scope.allowDataFrom());
        return Narrowing.inherit(scope, declared, Patterns.RE2);
    }

    static ServiceScope with(ServiceScope scope, List<String> scopes) {
        return new ServiceScope(
                scope.connectionId(),
                scope.provider(),
                scopes,
                scope.credentialRef(),
                scope.constraints(),
                scope.alternatives(),
                scope.intents(),
                scope.allowDataFrom());
    }
}
