// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNull;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a GraphQL body would do: the kinds of all its operations and the root fields of all of them, fragments resolved,
 * aliases ignored. A batch, a persisted query, a member besides {@code query}, {@code variables} and
 * {@code operationName}, and a document that does not parse tell nothing.
 */
record GraphQlCall(List<String> operations, List<String> rootFields) {

    private static final Set<String> MEMBERS = Set.of("query", "variables", "operationName");
    private static final int FIELDS_MAX = 1_000;
    private static final ParserOptions OPTIONS = ParserOptions.getDefaultParserOptions()
            .transform(options -> options.captureSourceLocation(false)
                    .captureLineComments(false)
                    .maxCharacters(256 * 1024)
                    .maxTokens(15_000)
                    .maxRuleDepth(200));

    GraphQlCall {
        operations = List.copyOf(operations);
        rootFields = List.copyOf(rootFields);
    }

    static Optional<GraphQlCall> read(JsonValue body) {
        if (!(body instanceof JsonObject object)
                || !MEMBERS.containsAll(object.members().keySet())
                || !(object.get("query").orElse(JsonValue.NULL) instanceof JsonString(String text))
                || !isOptional(object, "operationName", JsonString.class)
                || !isOptional(object, "variables", JsonObject.class)) {
            return Optional.empty();
        }
        return parse(text).flatMap(document -> new Reader(document).read());
    }

    private static boolean isOptional(JsonObject object, String member, Class<? extends JsonValue> type) {
        return object.get(member)
                .map(value -> value instanceof JsonNull || type.isInstance(value))
                .orElse(true);
    }

    private static Optional<Document> parse(String text) {
        try {
            return Optional.of(Parser.parse(ParserEnvironment.newParserEnvironment()
                    .document(text)
                    .parserOptions(OPTIONS)
                    .build()));
        } catch (InvalidSyntaxException unreadable) {
            return Optional.empty();
        }
    }

    /** Walks one document. */
    private static final class Reader {

        private final Document document;
        private final Map<String, FragmentDefinition> fragments = new HashMap<>();
        private final List<String> operations = new ArrayList<>();
        private final List<String> rootFields = new ArrayList<>();
        private boolean clear = true;

        Reader(Document document) {
            this.document = document;
        }

        Optional<GraphQlCall> read() {
            document.getDefinitions().forEach(this::keepFragment);
            document.getDefinitions().forEach(this::readOperation);
            return clear && !operations.isEmpty() && !rootFields.isEmpty() && rootFields.size() <= FIELDS_MAX
                    ? Optional.of(new GraphQlCall(operations, rootFields))
                    : Optional.empty();
        }

        private void keepFragment(Definition<?> definition) {
            if (definition instanceof FragmentDefinition fragment) {
                clear &= fragments.put(fragment.getName(), fragment) == null;
            } else {
                clear &= definition instanceof OperationDefinition;
            }
        }

        private void readOperation(Definition<?> definition) {
            if (definition instanceof OperationDefinition operation) {
                operations.add(operation.getOperation().name().toLowerCase(Locale.ROOT));
                readSelections(operation.getSelectionSet(), new HashSet<>());
            }
        }

        private void readSelections(@Nullable SelectionSet set, Set<String> entered) {
            if (set == null || rootFields.size() > FIELDS_MAX) {
                clear = false;
                return;
            }
            for (Selection<?> selection : set.getSelections()) {
                switch (selection) {
                    case Field field -> rootFields.add(field.getName());
                    case InlineFragment fragment -> readSelections(fragment.getSelectionSet(), entered);
                    case FragmentSpread spread -> readFragment(spread.getName(), entered);
                    default -> clear = false;
                }
            }
        }

        private void readFragment(String name, Set<String> entered) {
            FragmentDefinition fragment = fragments.get(name);
            if (fragment == null || !entered.add(name)) {
                clear = false;
                return;
            }
            readSelections(fragment.getSelectionSet(), entered);
            entered.remove(name);
        }
    }
}
