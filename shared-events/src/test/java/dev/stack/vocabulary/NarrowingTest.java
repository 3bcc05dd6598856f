// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NarrowingTest {

    /** Patterns of the form {@code ^text$} only, enough to tell tested from untested. */
    private static final PatternMatch WHOLE_TEXT = (pattern, text) -> pattern.equals("^" + text + "$");

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            body.x       | eq          | "a"       | in          | ["a","b"]   | true
            body.x       | eq          | "c"       | in          | ["a","b"]   | false
            body.x       | in          | ["a"]     | in          | ["a","b"]   | true
            body.x       | in          | ["a","c"] | in          | ["a","b"]   | false
            body.x       | in          | ["a"]     | eq          | "a"         | false
            method       | in          | ["GET"]   | eq          | "GET"       | true
            body.x       | eq          | "abc"     | starts_with | "ab"        | true
            body.x       | in          | ["abc","ab"] | starts_with | "ab"     | true
            body.x       | in          | ["abc","x"]  | starts_with | "ab"     | false
            body.x       | starts_with | "abc"     | starts_with | "ab"        | true
            body.x       | starts_with | "a"       | starts_with | "ab"        | false
            body.x       | starts_with | "ab"      | not_in      | ["x","y"]   | true
            body.x       | starts_with | "ab"      | not_eq      | "abc"       | false
            body.x       | starts_with | "ab"      | not_eq      | 5           | false
            body.x       | not_in      | ["a","b"] | not_in      | ["a"]       | true
            body.x       | not_in      | ["a"]     | not_in      | ["a","b"]   | false
            body.x       | not_in      | ["a",5]   | not_in      | ["a"]       | false
            body.x       | not_eq      | "a"       | not_in      | ["a"]       | true
            body.x       | eq          | "b"       | not_eq      | "a"         | true
            body.x       | eq          | 5         | not_eq      | "a"         | false
            body.x       | in          | ["b","c"] | not_in      | ["a"]       | true
            body.x       | in          | ["a","c"] | not_in      | ["a"]       | false
            body.x       | matches     | "^a$"     | matches     | "^a$"       | true
            body.x       | matches     | "^a$"     | matches     | "a"         | false
            body.x       | matches     | "a"       | matches     | "a"         | true
            body.x       | matches     | "^/r/a/[0-9]+$" | matches | "^/r/(?:a|b)/[0-9]+$" | true
            body.x       | matches     | "^/r/c/[0-9]+$" | matches | "^/r/(?:a|b)/[0-9]+$" | false
            body.x       | matches     | "^/r/a/7$" | matches    | "^/r/[^/]+/[0-9]+$" | true
            body.x       | matches     | "^/r/a/b/7$" | matches  | "^/r/[^/]+/[0-9]+$" | false
            body.x       | matches     | "^/r/a/b/7$" | matches  | "^/r/.+$"   | true
            body.x       | matches     | "^/r/.+$" | matches     | "^/r/[^/]+$" | false
            body.x       | matches     | "^(?:/x/[^/]+)$" | matches | "^(?:/y|/x/[^/]+)$" | true
            body.x       | matches     | "^/r/.*$" | matches     | "^/r/.+$"   | false
            body.x       | matches     | "^a|b$"   | matches     | "^(?:a|b)$" | false
            body.x       | matches     | "^/r/[0-9]+$" | starts_with | "/r/"   | true
            body.x       | matches     | "^(?:/r/a|/s)$" | starts_with | "/r/" | false
            body.x       | matches     | "^/r/[0-9]+$" | not_eq  | "/s"        | true
            body.x       | matches     | "^/r/[0-9]+$" | not_eq  | "/r/7"      | false
            body.x       | matches     | "^/r/[0-9]+$" | not_eq  | 7           | false
            body.x       | eq          | "/r/7"    | matches     | "^/r/[0-9]+$" | true
            body.x       | in          | ["/r/7","/r/x"] | matches | "^/r/[0-9]+$" | false
            body.x       | eq          | "a"       | matches     | "^a$"       | true
            body.x       | eq          | "b"       | matches     | "^a$"       | false
            query.page   | eq          | 5         | in          | ["5"]       | true
            body.page    | eq          | 5         | in          | ["5"]       | false
            """)
    void one_constraint_implies_another_only_where_it_is_provable(
            String path, String op, String value, String weakerOp, String weakerValue, boolean implied)
            throws JsonRefused {
        Constraint stronger = constraint(path, op, value);
        Constraint weaker = constraint(path, weakerOp, weakerValue);
        assertThat(Narrowing.implies(stronger, weaker, WHOLE_TEXT)).isEqualTo(implied);
    }

    @Test
    void without_an_engine_a_value_proves_no_pattern() throws JsonRefused {
        assertThat(Narrowing.implies(
                        constraint("body.x", "eq", "\"a\""),
                        constraint("body.x", "matches", "\"^a?$\""),
                        PatternMatch.NONE))
                .isFalse();
    }

    @Test
    void constraints_on_other_paths_prove_nothing() throws JsonRefused {
        assertThat(Narrowing.implies(
                        constraint("body.y", "eq", "\"a\""), constraint("body.x", "eq", "\"a\""), WHOLE_TEXT))
                .isFalse();
    }

    @Test
    void a_star_contains_every_scope_but_is_contained_in_none_but_itself() {
        ServiceScope all = scope(List.of("*"), List.of(), List.of());
        ServiceScope one = scope(List.of("chat:write"), List.of(), List.of());
        assertThat(Narrowing.narrows(one, all)).isTrue();
        assertThat(Narrowing.narrows(all, all)).isTrue();
        assertThat(Narrowing.narrows(all, one)).isFalse();
    }

    @Test
    void dropping_a_constraint_does_not_narrow() throws JsonRefused {
        Constraint channel = constraint("body.channel", "in", "[\"C1\",\"C2\"]");
        ServiceScope parent = scope(List.of("*"), List.of(channel), List.of());
        assertThat(Narrowing.objection(scope(List.of("*"), List.of(), List.of()), parent, PatternMatch.NONE))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("body.channel").doesNotContain("C1"));
    }

    @Test
    void each_alternative_must_be_contained_in_one_of_the_parents() throws JsonRefused {
        var read = new IntentAlternative("x.read", List.of(constraint("method", "eq", "\"GET\"")));
        var write = new IntentAlternative("x.write", List.of(constraint("method", "in", "[\"POST\",\"PUT\"]")));
        var post = new IntentAlternative("x.post", List.of(constraint("method", "eq", "\"POST\"")));
        var delete = new IntentAlternative("x.delete", List.of(constraint("method", "eq", "\"DELETE\"")));
        ServiceScope parent = scope(List.of("*"), List.of(), List.of(read, write));
        assertThat(Narrowing.narrows(scope(List.of("*"), List.of(), List.of(read, post)), parent))
                .isTrue();
        assertThat(Narrowing.narrows(scope(List.of("*"), post.constraints(), List.of()), parent))
                .isTrue();
        assertThat(Narrowing.narrows(scope(List.of("*"), List.of(), List.of(read, delete)), parent))
                .isFalse();
        assertThat(Narrowing.narrows(scope(List.of("*"), List.of(), List.of()), parent))
                .isFalse();
    }

    @Test
    void another_connection_never_narrows() {
        ServiceScope parent = scope(List.of("*"), List.of(), List.of());
        var other = new ServiceScope(
                new ConnectionId("scon_2"), "slack", List.of(), "cred_ref_1", List.of(), List.of(), List.of(), null);
        assertThat(Narrowing.narrows(other, parent)).isFalse();
    }

    @Test
    void data_may_flow_from_no_more_services_than_before() {
        ServiceScope parent = flow(List.of("gmail", "slack"));
        assertThat(Narrowing.narrows(flow(List.of("gmail")), parent)).isTrue();
        assertThat(Narrowing.narrows(flow(List.of()), parent)).isTrue();
        assertThat(Narrowing.narrows(flow(null), parent)).isFalse();
        assertThat(Narrowing.narrows(flow(List.of("stripe")), parent)).isFalse();
        assertThat(Narrowing.narrows(parent, flow(null))).isTrue();
        assertThatThrownBy(() -> flow(List.of("*"))).isInstanceOf(Refusal.class).hasMessageContaining("not *");
    }

    @Test
    void inheriting_adds_the_parents_constraints_and_its_credential() throws JsonRefused {
        Constraint parents = constraint("body.channel", "in", "[\"C1\",\"C2\"]");
        Constraint own = constraint("body.channel", "eq", "\"C1\"");
        ServiceScope child = Narrowing.inherit(
                scope(List.of("*"), List.of(parents), List.of()),
                scope(List.of("chat:write"), List.of(own), List.of()),
                PatternMatch.NONE);
        assertThat(child.constraints()).containsExactly(parents, own);
        assertThat(child.scopes()).containsExactly("chat:write");
    }

    @Test
    void inheriting_a_wider_oauth_scope_is_an_escalation() {
        assertThatThrownBy(() -> Narrowing.inherit(
                        scope(List.of("read"), List.of(), List.of()),
                        scope(List.of("write"), List.of(), List.of()),
                        PatternMatch.NONE))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SCOPE_ESCALATION));
    }

    @Test
    void a_scope_holds_32_constraints_those_of_alternatives_counted() throws JsonRefused {
        Constraint one = constraint("body.x", "eq", "\"a\"");
        List<Constraint> sixteen = IntStream.range(0, 16).mapToObj(_ -> one).toList();
        var alternative = new IntentAlternative("x.y", sixteen);
        assertThat(scope(List.of(), sixteen, List.of(alternative)).constraints())
                .hasSize(16);
        assertThatThrownBy(() -> scope(List.of(), List.of(one), List.of(alternative, alternative)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("33 constraints");
    }

    @Test
    void a_scope_survives_its_wire_form() throws JsonRefused {
        var alternative = new IntentAlternative("slack.x", List.of(constraint("method", "eq", "\"GET\"")));
        var scope = new ServiceScope(
                new ConnectionId("scon_1"),
                "slack",
                List.of("chat:write"),
                "cred_ref_1",
                List.of(constraint("body.x", "eq", "\"a\"")),
                List.of(alternative, alternative),
                List.of("slack.x"),
                List.of());
        JsonObject wire = (JsonObject) json(scope.toJson().toString());
        assertThat(ServiceScope.fromJson(Members.of(wire))).isEqualTo(scope);
        assertThat(wire.members())
                .containsKeys("connection_id", "service_id", "service_name", "provider", "allow_data_from");
    }

    private static ServiceScope flow(@Nullable List<String> from) {
        return new ServiceScope(
                new ConnectionId("scon_1"), "slack", List.of(), "cred_ref_1", List.of(), List.of(), List.of(), from);
    }

    private static ServiceScope scope(
            List<String> scopes, List<Constraint> constraints, List<IntentAlternative> alternatives) {
        List<String> names =
                alternatives.stream().map(IntentAlternative::intent).toList();
        return new ServiceScope(
                new ConnectionId("scon_1"), "slack", scopes, "cred_ref_1", constraints, alternatives, names, null);
    }

    private static Constraint constraint(String path, String op, String value) throws JsonRefused {
        return new Constraint(new ConstraintPath(path), ConstraintOperator.fromWire("op", op), json(value));
    }

    private static JsonValue json(String text) throws JsonRefused {
        return new StrictJson(StrictJson.Limits.BODY).parse(text);
    }
}
