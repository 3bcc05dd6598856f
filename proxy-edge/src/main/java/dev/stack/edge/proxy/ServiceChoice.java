// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.edge.proxy.OutOfScope.Kind;
import dev.stack.edge.proxy.VerifiedTokens.Token;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.passport.StatedIntent;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what a passport allows at the service that a call names. */
final class ServiceChoice {

    private static final int SHOWN_MAX = 64;

    private ServiceChoice() {}

    /** The scope, and whether the intent named its service too. */
    record Chosen(ServiceScope scope, boolean declared) {}

    /** The scope of a provider, or of a connection named by its id. */
    static Chosen choose(Token token, String service) {
        List<String> intended = Optional.ofNullable(token.claims().intent())
                .map(StatedIntent::services)
                .orElse(List.of());
        List<ServiceScope> granted = granted(token, service);
        return switch (granted.size()) {
            case 0 -> throw notGranted(service, intended.contains(service));
            case 1 ->
                new Chosen(
                        granted.getFirst(), intended.contains(granted.getFirst().provider()));
            default -> throw ambiguous(service, granted);
        };
    }

    /** The connection that {@link #choose} will choose; empty when it will refuse. */
    static Optional<ConnectionId> foresee(Token token, Members body) {
        List<ServiceScope> granted = body.value("service").orElse(null) instanceof JsonString(String service)
                ? granted(token, service.toLowerCase(Locale.ROOT))
                : List.of();
        return granted.size() == 1 ? Optional.of(granted.getFirst().connectionId()) : Optional.empty();
    }

    private static List<ServiceScope> granted(Token token, String service) {
        return token.scopes().stream()
                .filter(scope -> scope.provider().equals(service)
                        || scope.connectionId().value().equalsIgnoreCase(service))
                .toList();
    }

    private static RuntimeException notGranted(String service, boolean intended) {
        String shown = Members.cut(service, SHOWN_MAX);
        Map<String, JsonValue> details = Map.of("service", new JsonString(shown));
        if (intended) {
            return new Refusal(
                            ErrorCode.FORBIDDEN,
                            "Service " + shown + " is declared in the intent, but the passport carries no grant on it."
                                    + " Grant the agent access to a connection of it, then issue another passport.",
                            details)
                    .because("scope");
        }
        Refusal refusal = new Refusal(
                ErrorCode.FORBIDDEN,
                "Service " + shown + " is not in the passport's scope: it is neither granted nor declared."
                        + " Nothing was sent. Issue a passport whose scope has it.",
                details);
        return new OutOfScope(refusal.because("scope"), Kind.SERVICE, shown);
    }

    private static Refusal ambiguous(String service, List<ServiceScope> granted) {
        List<JsonValue> connections = granted.stream()
                .<JsonValue>map(scope -> new JsonString(scope.connectionId().value()))
                .toList();
        return new Refusal(
                ErrorCode.CONFLICT,
                "The passport holds " + granted.size() + " connections of " + service
                        + ". Name one of them by its id in service; they stand in details.",
                Map.of("connections", new JsonArray(connections)));
    }
}
