// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import static dev.stack.edge.scope.Calls.constraint;
import static dev.stack.edge.scope.Calls.get;
import static dev.stack.edge.scope.Calls.post;
import static dev.stack.edge.scope.Calls.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphQlConstraintTest {

    private static final String URL = "https://api.linear.app/graphql";

    private final ConstraintEvaluator evaluator = new ConstraintEvaluator();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ issues { nodes { id } } }",
                "query { issue(id: \"x\") { id } }",
                "query A { mine: issues { nodes { id } } } query B { issue(id: \"x\") { id } }",
                "query { ...F } fragment F on Query { issues { nodes { users { id } } } }",
                "query { ... on Query { issues { nodes { id } } } ... @include(if: true) { issue(id: \"x\") { id } } }",
            })
    void a_query_with_allowed_root_fields_only_is_allowed(String query) {
        assertThat(allows(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ users { nodes { id } } }",
                "{ issues: users { nodes { id } } }",
                "{ issues { nodes { id } } users { nodes { id } } }",
                "query A { issues { nodes { id } } } query B { users { nodes { id } } }",
                "query A { issues { nodes { id } } } mutation B { issues }",
                "mutation { issues }",
                "subscription { issues }",
                "query { ...F } fragment F on Query { users { nodes { id } } }",
                "query { ...F } fragment F on Query { ...G } fragment G on Query { users { id } }",
                "query { ... on Query { users { nodes { id } } } }",
                "query { issues @skip(if: true) { nodes { id } } users @include(if: false) { id } }",
                "query { __schema { types { name } } }",
                "query { ...Missing }",
                "query { issues { id } ...F } fragment F on Query { ...F }",
                "query { issues { id } } type X { a: Int }",
                "fragment F on Query { issues { id } }",
                "query { }",
                "query { issues",
                "",
            })
    void C17_a_hidden_field_or_an_unreadable_document_fails(String query) {
        assertThat(allows(query)).isFalse();
    }

    @Test
    void C12_a_batch_of_operations_fails() {
        assertThat(allowsBody("[{\"query\":\"{ issues { id } }\"}]")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\":\"{ issues { id } }\",\"extensions\":{\"persistedQuery\":{\"sha256Hash\":\"x\"}}}",
                "{\"id\":\"abc\"}",
                "{\"query\":\"{ issues { id } }\",\"documentId\":\"abc\"}",
                "{\"query\":\"{ issues { id } }\",\"query2\":\"x\"}",
                "{\"query\":5}",
                "{\"query\":\"{ issues { id } }\",\"operationName\":5}",
                "{\"query\":\"{ issues { id } }\",\"query\":\"{ users { id } }\"}",
            })
    void C17_a_persisted_query_or_an_odd_member_fails(String body) {
        assertThat(allowsBody(body)).isFalse();
    }

    @Test
    void C17_a_query_in_the_url_fails() {
        var rule = constraint("graphql.fields", "in", "[\"issues\"]");
        assertThat(evaluator.evaluate(scope(rule), post(URL + "?query=%7Busers%7Bid%7D%7D", body("{ issues { id } }"))))
                .isInstanceOf(Decision.Deny.class);
        assertThat(evaluator.evaluate(scope(rule), get(URL + "?query=%7Bissues%7Bid%7D%7D")))
                .isInstanceOf(Decision.Deny.class);
    }

    @Test
    void C17_a_deep_or_endless_document_fails_quickly() {
        assertThat(allows("{ issues " + "{ a ".repeat(20_000) + "}".repeat(20_001)))
                .isFalse();
        assertThat(allows("{ " + "issues ".repeat(20_000) + "}")).isFalse();
    }

    @Test
    void operation_name_and_variables_may_be_null() {
        assertThat(allowsBody("{\"query\":\"{ issues { id } }\",\"operationName\":null,\"variables\":null}"))
                .isTrue();
        assertThat(allowsBody("{\"query\":\"query A { issues { id } }\",\"operationName\":\"A\",\"variables\":{}}"))
                .isTrue();
    }

    private boolean allows(String query) {
        return allowsBody(body(query));
    }

    private boolean allowsBody(String body) {
        var scope = scope(
                constraint("graphql.operation", "in", "[\"query\"]"),
                constraint("graphql.fields", "in", "[\"issue\",\"issues\"]"));
        return evaluator.evaluate(scope, post(URL, body)) instanceof Decision.Allow;
    }

    private static String body(String query) {
        return new JsonObject(Map.<String, JsonValue>of("query", new JsonString(query))).toString();
    }
}
