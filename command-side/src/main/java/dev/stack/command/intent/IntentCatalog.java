// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All named intents there are. The catalogue is read and checked once, at start, and never changes while a process runs;
 * what was granted keeps the expansion it had, so a newer catalogue changes no grant (ADR 0010).
 */
public final class IntentCatalog {

    private static final String FOLDER = "catalog/";
    private static final StrictJson JSON = new StrictJson(StrictJson.Limits.BODY);

    private final String version;
    private final Map<String, IntentDefinition> definitions;

    private IntentCatalog(String version, Map<String, IntentDefinition> definitions) {
        this.version = version;
        this.definitions = definitions;
    }

    /** The catalogue that comes with this build; a mistake in it stops the start. */
    public static IntentCatalog bundled() {
        Members index = Members.of(resource("index.json"));
        List<JsonObject> files = index.texts("providers", 256, 64).orElseThrow().stream()
                .map(provider -> resource(provider + ".json"))
                .toList();
        return of(index.requiredText("version", 32), files);
    }

    /** A catalogue of these files. */
    static IntentCatalog of(String version, Collection<JsonObject> files) {
        Map<String, IntentDefinition> definitions = new LinkedHashMap<>();
        for (JsonObject file : files) {
            for (NamedIntent intent : read(Members.of(file))) {
                if (definitions.put(intent.name(), define(intent)) != null) {
                    throw new IllegalStateException("The intent " + intent.name() + " is there twice.");
                }
            }
        }
        return new IntentCatalog(version, definitions);
    }

    /** When the catalogue was last changed, as a date: {@code 2026-11-21}. */
    public String version() {
        return version;
    }

    /** Every intent, in the order of the files. */
    public List<NamedIntent> all() {
        return definitions.values().stream().map(IntentDefinition::intent).toList();
    }

    /** The intents of one provider; the generic ones for a custom service. */
    public List<NamedIntent> byProvider(String provider) {
        String family = family(provider);
        return all().stream().filter(intent -> intent.provider().equals(family)).toList();
    }

    /** The answer of {@code GET /v1/intents/catalog}: all intents, or one provider's. */
    public JsonObject toJson(Optional<String> provider) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("version", new JsonString(version));
        members.put(
                "intents",
                new JsonArray(provider.map(this::byProvider).orElseGet(this::all).stream()
                        .<JsonValue>map(NamedIntent::toJson)
                        .toList()));
        return new JsonObject(members);
    }

    /** The word intents of that provider begin with: {@code custom} for every {@code custom_<name>}. */
    static String family(String provider) {
        return provider.startsWith("custom_") ? "custom" : provider;
    }

    Optional<IntentDefinition> find(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    private static IntentDefinition define(NamedIntent intent) {
        try {
            return IntentDefinition.of(intent);
        } catch (RuntimeException mistake) {
            throw new IllegalStateException("The catalogue's intent " + intent.name() + " is wrong.", mistake);
        }
    }

    private static List<NamedIntent> read(Members file) {
        String provider = file.requiredText("provider", 64);
        List<NamedIntent> intents = new ArrayList<>();
        for (Members intent : file.objects("intents", 1_000).orElseThrow()) {
            Members example = intent.object("examples").orElseThrow();
            intents.add(new NamedIntent(
                    intent.requiredText("name", 128),
                    provider,
                    intent.requiredText("title", 80),
                    intent.requiredText("description", 400),
                    object(intent, "params"),
                    intent.texts("scopes", 16, 128).orElseThrow(),
                    new JsonArray(intent.array("constraints", 32).orElseThrow()),
                    new NamedIntent.Example(
                            object(example, "params"), object(example, "allow"), object(example, "deny"))));
        }
        return intents;
    }

    private static JsonObject object(Members members, String name) {
        return members.object(name).orElseThrow().asObject();
    }

    private static JsonObject resource(String name) {
        try (InputStream in = IntentCatalog.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The catalogue file " + name + " is missing.");
            }
            if (JSON.parse(in.readAllBytes()) instanceof JsonObject object) {
                return object;
            }
            throw new IllegalStateException("The catalogue file " + name + " is no object.");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (JsonRefused malformed) {
            throw new IllegalStateException("The catalogue file " + name + " is malformed.", malformed);
        }
    }
}
