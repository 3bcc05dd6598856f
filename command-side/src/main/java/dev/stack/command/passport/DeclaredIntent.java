// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is declared before the work begins.
 *
 * @param summary 1 to 500 characters; {@code null} when it was left out or empty
 * @param services provider slugs the work needs
 * @param estimatedDurationSeconds at least 1, or {@code null}
 */
public record DeclaredIntent(
        @Nullable String summary,
        List<String> services,
        boolean willDelegate,
        @Nullable Integer estimatedDurationSeconds) {

    static final int SUMMARY_MAX = 500;
    static final int SERVICES_MAX = 32;
    private static final int SLUG_MAX = 64;

    public DeclaredIntent {
        services = List.copyOf(services);
    }

    /** Reads {@code intent}, or the flat members some clients send; {@code null} when nothing is declared. */
    static @Nullable DeclaredIntent read(Members body) {
        Optional<Members> nested = body.object("intent");
        DeclaredIntent declared = nested.map(intent -> new DeclaredIntent(
                        summary(intent, "summary"),
                        services(intent, "services").orElseGet(() -> topLevel(body)),
                        intent.bool("will_delegate").orElse(false),
                        intent.whole("estimated_duration_seconds", 1, Integer.MAX_VALUE)
                                .map(Long::intValue)
                                .orElse(null)))
                .orElseGet(() -> new DeclaredIntent(
                        summary(body, "intent_description"),
                        services(body, "intent_services").orElseGet(() -> topLevel(body)),
                        false,
                        null));
        boolean silent = nested.isEmpty() && declared.summary() == null && !body.has("intent_services");
        return silent ? null : declared;
    }

    private static @Nullable String summary(Members members, String name) {
        return members.text(name, SUMMARY_MAX).filter(text -> !text.isBlank()).orElse(null);
    }

    private static Optional<List<String>> services(Members members, String name) {
        return members.texts(name, SERVICES_MAX, SLUG_MAX);
    }

    /** Plain names in {@code services} stand for an intent that says none of its own. */
    private static List<String> topLevel(Members body) {
        List<JsonValue> services = body.array("services", ScopeChoice.ITEMS_MAX).orElse(List.of());
        List<String> names = services.stream()
                .filter(JsonString.class::isInstance)
                .map(text -> ((JsonString) text).value())
                .toList();
        if (names.size() > SERVICES_MAX || names.stream().anyMatch(name -> name.length() > SLUG_MAX)) {
            throw Refusal.invalid(
                    "services takes at most " + SERVICES_MAX + " names of at most " + SLUG_MAX + " characters.");
        }
        return names;
    }
}
