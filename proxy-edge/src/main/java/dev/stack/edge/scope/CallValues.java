// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ConstraintPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The values of one call at the paths constraints name. Empty means "not there, or not certain": a value that a service
 * might take from another place than the one looked at counts as not there.
 */
final class CallValues {

    private static final List<String> METHOD_OVERRIDES =
            List.of("x-http-method-override", "x-http-method", "x-method-override");
    private static final String METHOD_PARAMETER = "_method";
    private static final Set<String> GRAPHQL_PARAMETERS =
            Set.of("query", "variables", "operationname", "extensions", "id", "documentid", "doc_id", "queryid");

    private final OutboundRequest request;
    private final Once<Optional<JsonValue>> body;
    private final Once<Optional<GraphQlCall>> graphQl;

    CallValues(OutboundRequest request) {
        this.request = request;
        this.body = new Once<>(() -> JsonBody.read(request));
        this.graphQl = new Once<>(() -> body.get().flatMap(GraphQlCall::read));
    }

    Optional<JsonValue> at(ConstraintPath path) {
        return switch (path.part()) {
            case METHOD -> method();
            case PATHNAME -> text(request.url().pathname());
            case HOST -> text(request.url().host());
            case ORIGIN -> text(request.url().origin());
            case HEADER -> texts(request.header(path.name()));
            case QUERY -> query(path.name());
            case BODY -> inBody(path.segments());
            case GRAPHQL_OPERATION -> graphQl(GraphQlCall::operations);
            case GRAPHQL_FIELDS -> graphQl(GraphQlCall::rootFields);
        };
    }

    /** A service that honours an override would not do what the method says. */
    private Optional<JsonValue> method() {
        boolean overridden =
                METHOD_OVERRIDES.stream().anyMatch(name -> !request.header(name).isEmpty())
                        || hasQueryKeyLike(METHOD_PARAMETER)
                        || hasBodyMemberLike(METHOD_PARAMETER)
                        || FormBody.mayHold(request, METHOD_PARAMETER);
        return overridden ? Optional.empty() : text(request.method());
    }

    /** A parameter that also stands in the body, or could, has no certain value. */
    private Optional<JsonValue> query(String key) {
        boolean certain = queryKeysLike(key) == 1
                && !hasBodyMemberLike(key)
                && !FormBody.isForm(request)
                && (body.get().isPresent() || !request.hasBody() || !JsonBody.claimsJson(request));
        return certain ? texts(request.url().query().getOrDefault(key, List.of())) : Optional.empty();
    }

    private Optional<JsonValue> inBody(List<String> segments) {
        if (body.get().isEmpty() || hasQueryKeyLike(segments.getFirst())) {
            return Optional.empty();
        }
        JsonValue value = body.get().get();
        for (String segment : segments) {
            Optional<JsonValue> next = step(value, segment);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            value = next.get();
        }
        return Optional.of(value);
    }

    private static Optional<JsonValue> step(JsonValue value, String segment) {
        return switch (value) {
            case JsonObject object -> JsonBody.member(object, segment);
            case JsonArray(List<JsonValue> items) ->
                index(segment).filter(i -> i < items.size()).map(items::get);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> index(String segment) {
        boolean digits = segment.length() <= 6 && segment.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean plain = digits && (segment.equals("0") || !segment.startsWith("0"));
        return plain ? Optional.of(Integer.parseInt(segment)) : Optional.empty();
    }

    private Optional<JsonValue> graphQl(Function<GraphQlCall, List<String>> member) {
        boolean elsewhere = GRAPHQL_PARAMETERS.stream().anyMatch(this::hasQueryKeyLike);
        return elsewhere ? Optional.empty() : graphQl.get().map(member).flatMap(CallValues::texts);
    }

    private boolean hasBodyMemberLike(String name) {
        return body.get().orElse(JsonValue.NULL) instanceof JsonObject object
                && object.members().keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    private boolean hasQueryKeyLike(String name) {
        return queryKeysLike(name) > 0;
    }

    private long queryKeysLike(String name) {
        return request.url().query().keySet().stream()
                .filter(name::equalsIgnoreCase)
                .count();
    }

    private static Optional<JsonValue> text(String value) {
        return Optional.of(new JsonString(value));
    }

    private static Optional<JsonValue> texts(List<String> values) {
        return switch (values.size()) {
            case 0 -> Optional.empty();
            case 1 -> text(values.getFirst());
            default ->
                Optional.of(new JsonArray(
                        values.stream().<JsonValue>map(JsonString::new).toList()));
        };
    }
}
