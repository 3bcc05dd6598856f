// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.command.intent.ConstraintDeclarations.Declared;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConstraintDeclarationsTest {

    @Test
    void an_absent_member_declares_nothing() {
        assertThat(ConstraintDeclarations.read(Members.of(new JsonObject(Map.of()))))
                .isEqualTo(new Declared(List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "a**", "(?=a)", "(?!a)", "(a)\\1", "a{1001}"})
    void C03_a_pattern_that_is_not_linear_or_not_readable_is_refused(String pattern) {
        assertRefused("body.x", "matches", new JsonString(pattern), "constraints/0/value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?i)abc", "^(?m:a)$", "a(?s)b", "(?-s)x"})
    void C04_flags_inside_a_pattern_are_refused(String pattern) {
        assertRefused("body.x", "matches", new JsonString(pattern), "flags inside the pattern");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "^abc", "abc$", "^a|b$", "^abc\\$", "^(?:a)$|b"})
    void C04_an_unanchored_pattern_is_taken_with_a_warning(String pattern) {
        assertThat(declare("body.x", "matches", new JsonString(pattern)).warnings())
                .singleElement()
                .asString()
                .contains("constraints/0/value", "not anchored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^abc$", "\\Aabc\\z", "^(?:a|b)$", "^[a|b]$", "^a\\|b$", "^a\\\\$"})
    void C04_an_anchored_pattern_gives_no_warning(String pattern) {
        assertThat(declare("body.x", "matches", new JsonString(pattern)).warnings())
                .isEmpty();
    }

    @Test
    void C04_the_anchors_are_those_of_the_text_not_of_a_line() {
        assertThat(Patterns.RE2.find("^abc$", "abc")).isTrue();
        assertThat(Patterns.RE2.find("^abc$", "abc\n")).isFalse();
        assertThat(Patterns.RE2.find("^abc$", "x\nabc")).isFalse();
        assertThat(Patterns.RE2.find("^abc$", "abc\nx")).isFalse();
    }

    @Test
    void C11_an_empty_list_and_an_empty_prefix_are_refused() {
        assertRefused("body.x", "in", new JsonArray(List.of()), "an empty list");
        assertRefused("body.x", "not_in", new JsonArray(List.of()), "an empty list");
        assertRefused("body.x", "starts_with", new JsonString(""), "1 to 2048 characters");
    }

    @Test
    void an_unknown_operator_is_refused() {
        assertRefused("body.x", "contains", new JsonString("a"), "constraints/0/op must be one of");
    }

    @Test
    void thirty_two_constraints_are_taken_and_thirty_three_refused() {
        assertThat(ConstraintDeclarations.read(
                                item(Collections.nCopies(32, constraint("body.x", "eq", new JsonString("a")))))
                        .constraints())
                .hasSize(32);
        assertThatThrownBy(() -> ConstraintDeclarations.read(
                        item(Collections.nCopies(33, constraint("body.x", "eq", new JsonString("a"))))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("at most 32");
    }

    @Test
    void a_quoted_text_matches_itself_and_nothing_else() {
        String text = "a.b*c(?i)[d]\\E$^|{2}";
        String quoted = "^" + Patterns.quote(text) + "$";
        assertThat(Patterns.check("p", quoted)).isEmpty();
        assertThat(Patterns.RE2.find(quoted, text)).isTrue();
        assertThat(Patterns.RE2.find(quoted, text.replace('.', 'x'))).isFalse();
    }

    private static void assertRefused(String path, String op, JsonValue value, String message) {
        assertThatThrownBy(() -> declare(path, op, value))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessageContaining(message);
    }

    private static Declared declare(String path, String op, JsonValue value) {
        return ConstraintDeclarations.read(item(List.of(constraint(path, op, value))));
    }

    private static Members item(List<JsonValue> constraints) {
        return Members.of(new JsonObject(Map.of("constraints", new JsonArray(constraints))));
    }

    private static JsonValue constraint(String path, String op, JsonValue value) {
        return new JsonObject(Map.of("path", new JsonString(path), "op", new JsonString(op), "value", value));
    }
}
