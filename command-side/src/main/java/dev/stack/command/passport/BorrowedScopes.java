// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.intent.Patterns;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Narrowing;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Chooses what a delegated passport carries: all of its parent's authority, or a part of it, never more. */
@Component
final class BorrowedScopes {

    private static final int TEXT_MAX = 256;

    private final ScopeChoice choice;

    BorrowedScopes(ScopeChoice choice) {
        this.choice = choice;
    }

    /**
     * The scopes of the child. Constraints of the parent hold on whether or not they are repeated; to state one that is
     * weaker is an attempt to widen, and refused.
     *
     * @param held the parent's
     * @param body {@code scopes}: absent = all, empty = none, else objects, or texts that name providers or OAuth scopes
     * @throws Refusal {@code SCOPE_ESCALATION} for what the parent has not, {@code INVALID_REQUEST} for what cannot be read
     */
    List<ServiceScope> choose(List<ServiceScope> held, Members body, List<String> warnings) {
        Optional<List<JsonValue>> asked = body.array("scopes", ScopeChoice.ITEMS_MAX);
        List<ServiceScope> chosen =
                asked.map(items -> chosen(held, items, warnings)).orElse(held);
        return body.has("constraints")
                ? chosen.stream().map(scope -> narrowed(scope, body, warnings)).toList()
                : chosen;
    }

    private List<ServiceScope> chosen(List<ServiceScope> held, List<JsonValue> items, List<String> warnings) {
        Map<ConnectionId, ServiceScope> chosen = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (JsonValue item : items) {
            switch (item) {
                case JsonObject object -> {
                    ServiceScope scope = listed(held, Members.of(object), warnings);
                    if (chosen.put(scope.connectionId(), scope) != null) {
                        throw Refusal.invalid(
                                "The connection " + scope.connectionId() + " is listed twice; list it once.");
                    }
                }
                case JsonString(String word) -> words.add(word);
                default -> throw Refusal.invalid("scopes takes objects with service_connection_id, or texts.");
            }
        }
        named(held, words).forEach(scope -> chosen.putIfAbsent(scope.connectionId(), scope));
        return List.copyOf(chosen.values());
    }

    private ServiceScope listed(List<ServiceScope> held, Members item, List<String> warnings) {
        var connection = new ConnectionId(item.requiredText("service_connection_id", Id.LENGTH_MAX));
        ServiceScope parent = held.stream()
                .filter(scope -> scope.connectionId().equals(connection))
                .findFirst()
                .orElseThrow(() -> escalation("connection " + connection));
        return narrowed(parent, item, warnings);
    }

    private ServiceScope narrowed(ServiceScope parent, Members item, List<String> warnings) {
        ServiceScope declared = choice.declared(parent, item, warnings);
        for (Constraint own : declared.constraints()) {
            parent.constraints().stream()
                    .filter(held -> isWeaker(own, held))
                    .findFirst()
                    .ifPresent(held -> {
                        throw new Refusal(
                                ErrorCode.SCOPE_ESCALATION,
                                parent.provider() + ": the constraint on " + own.path()
                                        + " is weaker than the parent's. Repeat the parent's, or state a narrower one.");
                    });
        }
        return Narrowing.inherit(parent, declared, Patterns.RE2);
    }

    private static boolean isWeaker(Constraint own, Constraint held) {
        return own.path().equals(held.path())
                && Narrowing.implies(held, own, Patterns.RE2)
                && !Narrowing.implies(own, held, Patterns.RE2);
    }

    /** Older clients send words: a provider takes all of its authority, an OAuth scope that scope wherever it is held. */
    private static List<ServiceScope> named(List<ServiceScope> held, List<String> words) {
        Set<String> scopes = new LinkedHashSet<>();
        List<ServiceScope> chosen = new ArrayList<>();
        for (String word : words) {
            List<ServiceScope> whole =
                    held.stream().filter(scope -> scope.provider().equals(word)).toList();
            if (whole.isEmpty() && held.stream().noneMatch(scope -> scope.containsScope(word))) {
                throw escalation("service or OAuth scope " + Members.cut(word, TEXT_MAX));
            }
            chosen.addAll(whole);
            if (whole.isEmpty()) {
                scopes.add(word);
            }
        }
        for (ServiceScope scope : held) {
            List<String> kept = scopes.stream().filter(scope::containsScope).toList();
            if (!kept.isEmpty() && !chosen.contains(scope)) {
                chosen.add(ScopeChoice.with(scope, kept));
            }
        }
        return chosen;
    }

    private static Refusal escalation(String what) {
        return new Refusal(
                ErrorCode.SCOPE_ESCALATION,
                "The " + what
                        + " is not in the parent's passport. Ask for less; stk.services of its token says what there is.");
    }
}
