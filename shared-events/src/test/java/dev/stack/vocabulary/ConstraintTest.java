// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConstraintTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eq          | "a"         | "a"          | true
            eq          | "a"         | "b"          | false
            eq          | "a"         | ["a"]        | false
            eq          | ["a","b"]   | ["a","b"]    | true
            eq          | ["a","b"]   | ["b","a"]    | false
            eq          | 5           | 5.0          | true
            eq          | 5           | "5"          | false
            eq          | 5           | true         | false
            eq          | true        | "true"       | false
            eq          | null        | null         | true
            eq          | "a"         | null         | false
            eq          | 1e2         | 100          | true
            eq          | 0.1         | 0.10000000000000001 | false
            in          | ["a",5]     | 5            | true
            in          | ["a",5]     | "5"          | false
            in          | ["a","b"]   | ["a","b"]    | true
            in          | ["a","b"]   | ["a","c"]    | false
            in          | ["a"]       | []           | false
            in          | ["a"]       | [["a"]]      | false
            in          | ["a"]       | {"a":"a"}    | false
            starts_with | "ab"        | "abc"        | true
            starts_with | "ab"        | "a"          | false
            starts_with | "ab"        | ["abc","ab"] | true
            starts_with | "ab"        | ["abc","x"]  | false
            starts_with | "5"         | 5            | false
            not_eq      | "a"         | "b"          | true
            not_eq      | "a"         | "a"          | false
            not_eq      | "a"         | ["b","a"]    | false
            not_eq      | "a"         | ["b","c"]    | true
            not_eq      | "a"         | []           | false
            not_eq      | 5           | "5"          | false
            not_eq      | 5           | 6            | true
            not_eq      | "a"         | {"x":"b"}    | false
            not_eq      | "a"         | null         | false
            not_in      | ["a","b"]   | "c"          | true
            not_in      | ["a","b"]   | "b"          | false
            not_in      | ["a",5]     | 6            | true
            not_in      | ["a","b"]   | 6            | false
            """)
    void each_operator_compares_strictly(String op, String value, String found, boolean holds) throws JsonRefused {
        Constraint constraint = constraint("body.x", op, json(value));
        assertThat(constraint.admits(json(found), PatternMatch.NONE)).isEqualTo(holds);
    }

    @Test
    void a_pattern_is_left_to_the_engine_that_is_given() {
        Constraint constraint = constraint("body.x", "matches", new JsonString("^a$"));
        PatternMatch equality = (pattern, text) -> pattern.equals("^" + text + "$");
        assertThat(constraint.admits(new JsonString("a"), equality)).isTrue();
        assertThat(constraint.admits(new JsonString("b"), equality)).isFalse();
        assertThat(constraint.admits(new JsonString("a"), PatternMatch.NONE)).isFalse();
    }

    @Test
    void composed_and_decomposed_letters_are_the_same() {
        Constraint constraint = constraint("body.x", "eq", new JsonString("caf\u00e9"));
        assertThat(constraint.admits(new JsonString("cafe\u0301"), PatternMatch.NONE))
                .isTrue();
        assertThat(constraint.admits(new JsonString("cafe"), PatternMatch.NONE)).isFalse();
    }

    @Test
    void in_a_query_a_number_is_compared_by_its_json_text() throws JsonRefused {
        assertThat(constraint("query.page", "eq", json("5")).admits(json("\"5\""), PatternMatch.NONE))
                .isTrue();
        assertThat(constraint("headers.X-Dry", "in", json("[true]")).admits(json("\"true\""), PatternMatch.NONE))
                .isTrue();
        assertThat(constraint("query.page", "eq", json("5")).admits(json("\"5.0\""), PatternMatch.NONE))
                .isFalse();
    }

    @Test
    void methods_hosts_and_paths_are_kept_as_they_are_compared() {
        assertThat(constraint("method", "not_eq", new JsonString("delete")).value())
                .isEqualTo(new JsonString("DELETE"));
        assertThat(constraint("url.host", "eq", new JsonString("API.Example.com"))
                        .value())
                .isEqualTo(new JsonString("api.example.com"));
        assertThat(constraint("url.pathname", "not_eq", new JsonString("/v1/")).value())
                .isEqualTo(new JsonString("/v1"));
        assertThat(constraint("url.pathname", "starts_with", new JsonString("/v1/"))
                        .value())
                .isEqualTo(new JsonString("/v1/"));
    }

    @Test
    void C11_an_empty_list_or_prefix_is_refused() {
        assertRefused("in", new JsonArray(List.of()), "1 to 256 values");
        assertRefused("not_in", new JsonArray(List.of()), "1 to 256 values");
        assertRefused("starts_with", new JsonString(""), "1 to 2048 characters");
        assertRefused("matches", new JsonString(""), "1 to 256 characters");
    }

    @Test
    void a_value_that_does_not_fit_the_operator_is_refused() {
        assertRefused("in", new JsonString("a"), "an array of values");
        assertRefused("eq", new JsonObject(Map.of()), "booleans or null");
        assertRefused("not_eq", new JsonArray(List.of(new JsonString("a"))), "booleans or null");
        assertRefused("starts_with", new JsonBoolean(true), "a text");
        assertRefused("matches", new JsonString("a".repeat(257)), "256");
        assertRefused("eq", new JsonNumber(new BigDecimal("1e41")), "40 digits");
        assertThat(constraint("body.x", "matches", new JsonString("a".repeat(256))))
                .isNotNull();
    }

    @Test
    void an_unknown_operator_path_or_member_is_refused() {
        assertThatThrownBy(() -> read("{\"path\":\"body.x\",\"op\":\"regex\",\"value\":\"a\"}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("op must be one of: eq, in, matches, starts_with, not_eq, not_in");
        assertThatThrownBy(() -> read("{\"path\":\"cookie.x\",\"op\":\"eq\",\"value\":\"a\"}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("body.<dotted.path>");
        assertThatThrownBy(() -> read("{\"path\":\"body.x\",\"op\":\"eq\",\"value\":\"a\",\"not\":true}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not is not part of a constraint");
        assertThatThrownBy(() -> read("{\"path\":\"body.x\",\"op\":\"eq\"}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("value is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "body.",
                "body",
                "body.a..b",
                "body.a.",
                "url",
                "url.path",
                "headers.",
                "headers.a b",
                "query.",
                "graphql.x",
                "method.x",
                "query.a\nb"
            })
    void a_path_that_names_no_part_of_a_call_is_refused(String path) {
        assertThatThrownBy(() -> new ConstraintPath(path)).isInstanceOf(Refusal.class);
    }

    @Test
    void header_names_are_kept_in_lower_case_and_body_keys_as_they_are() {
        assertThat(new ConstraintPath("headers.X-Team").name()).isEqualTo("x-team");
        assertThat(new ConstraintPath("body.Fields.0.id").segments()).containsExactly("Fields", "0", "id");
        assertThat(new ConstraintPath("query.filter.name").name()).isEqualTo("filter.name");
    }

    @Test
    void a_constraint_survives_its_wire_form() throws JsonRefused {
        Constraint constraint = constraint("body.channel", "in", json("[\"C0123\",5,true]"));
        assertThat(read(constraint.toJson().toString())).isEqualTo(constraint);
    }

    private static void assertRefused(String op, JsonValue value, String message) {
        assertThatThrownBy(() -> constraint("body.x", op, value))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessageContaining(message);
    }

    private static Constraint read(String text) throws JsonRefused {
        return Constraint.fromJson(Members.of((JsonObject) json(text)));
    }

    private static Constraint constraint(String path, String op, JsonValue value) {
        return new Constraint(new ConstraintPath(path), ConstraintOperator.fromWire("op", op), value);
    }

    private static JsonValue json(String text) throws JsonRefused {
        return new StrictJson(StrictJson.Limits.BODY).parse(text);
    }
}
