// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a schema may let through, a value stays one segment. */
final class PathTemplateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a/b",
                "/",
                "a\\b",
                "a%2Fb",
                "%",
                "a;b",
                "a?b",
                "a#b",
                "a\nb",
                "a\u0000",
                "a\u0085b"
            })
    void C14_a_value_that_is_not_one_segment_is_refused(String value) {
        PathTemplate template = PathTemplate.parse("/a/{x*}/b");
        assertThatThrownBy(() -> template.exactPaths(params(value))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> template.pattern(params("fine", value))).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.b", "a*", "[ab]", "(a)", "a|b", "^a$", "\u00e9", "a b", "...", "{x}", "$1", "\ud83d\ude00"})
    void C14_a_value_stands_for_itself_in_a_pattern(String value) {
        PathTemplate template = PathTemplate.parse("/a/{x}/{#}");
        String pattern = "^" + template.pattern(params(value)) + "$";
        assertThat(Patterns.RE2.find(pattern, "/a/" + value + "/7")).isTrue();
        assertThat(Patterns.RE2.find(pattern, "/a/" + value + "x/7")).isFalse();
        assertThat(Patterns.RE2.find(pattern, "/a/x" + value + "/7")).isFalse();
        assertThat(Patterns.RE2.find(pattern, "/a/aa/7")).isFalse();
    }

    @Test
    void known_paths_are_listed_in_every_combination() {
        PathTemplate template = PathTemplate.parse("/{x}/-/{x}");
        assertThat(template.exactPaths(params("a", "b"))).hasValue(List.of("/a/-/a", "/a/-/b", "/b/-/a", "/b/-/b"));
    }

    @Test
    void free_segments_stay_inside_their_segment_and_the_rest_does_not() {
        assertThat(PathTemplate.parse("/a/{*}/b").exactPaths(params("x"))).isEmpty();
        assertFinds("/a/{*}/b", "/a/x/b", true);
        assertFinds("/a/{*}/b", "/a/x/y/b", false);
        assertFinds("/a/{#}", "/a/7", true);
        assertFinds("/a/{#}", "/a/7x", false);
        assertFinds("/a/{**}", "/a/x/y", true);
        assertFinds("/a/{**}", "/a", false);
    }

    @Test
    void a_hole_without_mark_must_be_filled() {
        assertThatThrownBy(() -> PathTemplate.parse("/a/{y}").exactPaths(params("x")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("params/y is missing");
        assertThat(PathTemplate.parse("/a/{y#}/{x}/{*}").parameters()).containsExactly("x", "y");
        assertThat(PathTemplate.parse("/a/{y#}/{x}/{*}").required()).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/a/{", "/a/{}", "/a/{x?}", "/a/{x#*}"})
    void a_malformed_template_is_a_defect(String template) {
        assertThatThrownBy(() -> PathTemplate.parse(template)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertFinds(String template, String path, boolean found) {
        String pattern = "^" + PathTemplate.parse(template).pattern(new JsonObject(Map.of())) + "$";
        assertThat(Patterns.RE2.find(pattern, path)).isEqualTo(found);
    }

    private static JsonObject params(String... values) {
        List<JsonValue> texts =
                Arrays.stream(values).<JsonValue>map(JsonString::new).toList();
        return new JsonObject(Map.of("x", new JsonArray(texts)));
    }
}
