// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import dev.stack.json.Members;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.IntentAlternative;
import dev.stack.vocabulary.IntentReference;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns names of intents and their parameters into constraints. */
public final class IntentExpansion {

    /** Most intents one scope may name. */
    public static final int INTENTS_MAX = 16;

    private final IntentCatalog catalog;

    public IntentExpansion(IntentCatalog catalog) {
        this.catalog = catalog;
    }

    /** The member {@code intents} of a grant or scope; none when it is absent. */
    public static List<IntentReference> read(Members item) {
        return item.objects("intents", INTENTS_MAX).orElse(List.of()).stream()
                .map(IntentReference::fromJson)
                .toList();
    }

    /**
     * What these intents mean at that provider. One is folded into constraints; several become alternatives, since all of
     * them together would allow nothing.
     *
     * @throws Refusal {@code INVALID_REQUEST} for a name that is unknown or another provider's (the message holds the
     *     nearest names), for parameters that do not fit (the message holds a JSON Pointer), and for more than 32
     *     constraints
     */
    public ExpandedIntents expand(List<IntentReference> references, String provider) {
        List<IntentAlternative> alternatives = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            var alternative = expandOne("intents/" + i, references.get(i), provider);
            if (!alternatives.contains(alternative)) {
                alternatives.add(alternative);
            }
        }
        List<String> names =
                alternatives.stream().map(IntentAlternative::intent).distinct().toList();
        if (alternatives.size() == 1) {
            return checked(alternatives.getFirst().constraints(), List.of(), names);
        }
        return checked(List.of(), alternatives, names);
    }

    /**
     * Sorts intents that were named for a whole passport by the providers it reaches. An intent whose name begins with
     * none of them is refused; {@code custom} ones go to every custom service.
     */
    public Map<String, List<IntentReference>> byProvider(
            List<IntentReference> references, Collection<String> providers) {
        Map<String, List<IntentReference>> sorted = new LinkedHashMap<>();
        for (int i = 0; i < references.size(); i++) {
            IntentReference reference = references.get(i);
            List<String> fitting = providers.stream()
                    .distinct()
                    .filter(provider -> IntentCatalog.family(provider).equals(reference.provider()))
                    .toList();
            if (fitting.isEmpty()) {
                throw Refusal.invalid("intents/" + i + ": " + reference.name()
                        + " belongs to no service in scope; those are: " + String.join(", ", providers) + ".");
            }
            fitting.forEach(provider ->
                    sorted.computeIfAbsent(provider, _ -> new ArrayList<>()).add(reference));
        }
        return sorted;
    }

    private IntentAlternative expandOne(String at, IntentReference reference, String provider) {
        String family = IntentCatalog.family(provider);
        IntentDefinition definition = catalog.find(reference.name())
                .filter(found -> found.intent().provider().equals(family))
                .orElseThrow(() -> unknown(at, reference.name(), provider));
        return new IntentAlternative(reference.name(), definition.expand(at, reference.params()));
    }

    private ExpandedIntents checked(
            List<Constraint> constraints, List<IntentAlternative> alternatives, List<String> names) {
        ServiceScope.checkCount(constraints, alternatives);
        return new ExpandedIntents(constraints, alternatives, names, catalog.version());
    }

    private Refusal unknown(String at, String name, String provider) {
        List<String> names =
                catalog.byProvider(provider).stream().map(NamedIntent::name).toList();
        Set<String> others = new TreeSet<>();
        catalog.all().forEach(intent -> others.add(intent.provider()));
        if (names.isEmpty()) {
            return Refusal.invalid(at + ": there are no named intents for " + provider + "; there are for: "
                    + String.join(", ", others) + ".");
        }
        return Refusal.invalid(at + ": " + name + " is no intent of " + provider + "; nearest are: "
                + String.join(", ", NearestNames.of(name, names)) + ". See GET /v1/intents/catalog?provider=" + provider
                + ".");
    }
}
