// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import static dev.stack.edge.scope.Calls.call;
import static dev.stack.edge.scope.Calls.constraint;
import static dev.stack.edge.scope.Calls.get;
import static dev.stack.edge.scope.Calls.post;
import static dev.stack.edge.scope.Calls.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.IntentAlternative;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConstraintEvaluatorTest {

    private static final String URL = "https://slack.com/api/chat.postMessage";
    private static final Constraint CHANNEL = constraint("body.channel", "in", "[\"C0123\",\"C0456\"]");

    private final ConstraintEvaluator evaluator = new ConstraintEvaluator();

    @Test
    void a_scope_without_constraints_allows() {
        assertThat(evaluator.evaluate(scope(), get(URL))).isInstanceOf(Decision.Allow.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            method           | eq          | "POST"                     | true
            method           | in          | ["GET","PUT"]              | false
            url.pathname     | eq          | "/api/chat.postMessage"    | true
            url.pathname     | eq          | "/api/chat.postMessage/"   | true
            url.pathname     | starts_with | "/api/"                    | true
            url.pathname     | matches     | "^/api/[a-z]+\\\\.postMessage$" | true
            url.pathname     | matches     | "postMessage"              | true
            url.pathname     | matches     | "^postMessage"             | false
            url.host         | eq          | "slack.com"                | true
            url.host         | not_eq      | "slack.com"                | false
            url.origin       | eq          | "https://slack.com"        | true
            url.origin       | eq          | "https://slack.com:443"    | false
            headers.X-Team   | eq          | "t1"                       | true
            headers.x-none   | not_eq      | "t1"                       | false
            query.page       | eq          | 5                          | true
            query.page       | eq          | "5"                        | true
            query.page       | in          | [4,5]                      | true
            query.tag        | in          | ["a","b"]                  | true
            query.tag        | eq          | "a"                        | false
            query.tag        | eq          | ["a","b"]                  | true
            query.tag        | not_in      | ["c"]                      | true
            query.tag        | not_in      | ["b"]                      | false
            query.none       | not_eq      | "x"                        | false
            body.channel     | in          | ["C0123"]                  | true
            body.a.b.1       | eq          | 2                          | true
            body.a.b         | eq          | [1,2]                      | true
            body.a.b         | in          | [1,2,3]                    | true
            body.a.b.2       | eq          | 3                          | false
            body.a.b.01      | eq          | 2                          | false
            body.a.b.-1      | not_eq      | 9                          | false
            body.a           | not_eq      | "x"                        | false
            body.none        | not_in      | ["x"]                      | false
            body.none        | matches     | ".*"                       | false
            body.nil         | eq          | null                       | true
            body.nil         | not_eq      | "x"                        | false
            body.channel.x   | not_eq      | "x"                        | false
            """)
    void each_path_is_read_from_the_call(String path, String op, String value, boolean holds) {
        OutboundRequest request = call(
                "post",
                URL + "/?page=5&tag=a&tag=b",
                Map.of("Content-Type", "application/json; charset=utf-8", "x-team", "t1"),
                "{\"channel\":\"C0123\",\"a\":{\"b\":[1,2]},\"nil\":null}".getBytes(StandardCharsets.UTF_8));
        assertThat(allows(request, constraint(path, op, value))).isEqualTo(holds);
    }

    @Test
    void C01_the_same_key_twice_fails() {
        assertThat(allows(post(URL, "{\"channel\":\"C0123\",\"channel\":\"C9999\"}"), CHANNEL))
                .isFalse();
        assertThat(allows(post(URL, "{\"channel\":\"C0123\",\"Channel\":\"C9999\"}"), CHANNEL))
                .isFalse();
        assertThat(allows(post(URL + "?channel=C9999", "{\"channel\":\"C0123\"}"), CHANNEL))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "true", "[\"5\"]", "{\"5\":5}", "null", "[]"})
    void C02_types_never_mix(String found) {
        assertThat(allows(post(URL, "{\"n\":" + found + "}"), constraint("body.n", "eq", "5")))
                .isFalse();
        assertThat(allows(post(URL, "{\"n\":" + found + "}"), constraint("body.n", "not_eq", "5")))
                .isFalse();
    }

    @Test
    void C03_a_pattern_made_to_backtrack_costs_nothing() {
        Constraint evil = constraint("body.x", "matches", "\"^(a+)+$\"");
        OutboundRequest request = post(URL, "{\"x\":\"" + "a".repeat(50_000) + "!\"}");
        long start = System.nanoTime();
        assertThat(allows(request, evil)).isFalse();
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    @Test
    void C04_anchors_hold_for_the_whole_text() {
        Constraint anchored = constraint("body.x", "matches", "\"^abc$\"");
        assertThat(allows(post(URL, "{\"x\":\"abc\"}"), anchored)).isTrue();
        assertThat(allows(post(URL, "{\"x\":\"abc\\n\"}"), anchored)).isFalse();
        assertThat(allows(post(URL, "{\"x\":\"evil\\nabc\"}"), anchored)).isFalse();
    }

    @Test
    void C05_letters_compare_after_normalisation_and_zero_width_ones_count() {
        Constraint cafe = constraint("body.x", "eq", "\"caf\u00e9\"");
        assertThat(allows(post(URL, "{\"x\":\"cafe\\u0301\"}"), cafe)).isTrue();
        assertThat(allows(post(URL, "{\"x\":\"caf\u00e9\\u200b\"}"), cafe)).isFalse();
        assertThat(allows(post(URL, "{\"x\":\"CAF\u00c9\"}"), cafe)).isFalse();
    }

    @Test
    void C06_numbers_are_exact_decimals() {
        assertThat(allows(post(URL, "{\"x\":0.1}"), constraint("body.x", "eq", "0.1")))
                .isTrue();
        assertThat(allows(post(URL, "{\"x\":0.1000000000000000055}"), constraint("body.x", "eq", "0.1")))
                .isFalse();
        assertThat(allows(post(URL, "{\"x\":9007199254740993}"), constraint("body.x", "eq", "9007199254740992")))
                .isFalse();
        assertThat(allows(post(URL, "{\"x\":1e2}"), constraint("body.x", "not_eq", "100")))
                .isFalse();
        assertThat(allows(post(URL, "{\"x\":-0}"), constraint("body.x", "not_eq", "0")))
                .isFalse();
        assertThat(allows(post(URL, "{\"x\":NaN}"), constraint("body.x", "not_eq", "0")))
                .isFalse();
        assertThat(allows(post(URL, "{\"x\":1e999999999}"), constraint("body.x", "not_eq", "0")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=b",
                "text/xml",
                "text/plain",
                "",
                "application/jsonp",
                "text/json"
            })
    void C07_a_body_that_does_not_say_json_fails(String contentType) {
        OutboundRequest request = post(URL, contentType, "{\"channel\":\"C0123\"}");
        assertThat(allows(request, CHANNEL)).isFalse();
        assertThat(allows(request, constraint("body.channel", "not_eq", "\"C9\"")))
                .isFalse();
    }

    @Test
    void C07_a_form_body_is_no_way_around_a_query_rule() {
        Constraint rule = constraint("query.channel", "eq", "\"C0123\"");
        assertThat(allows(get(URL + "?channel=C0123"), rule)).isTrue();
        assertThat(allows(post(URL + "?channel=C0123", "application/x-www-form-urlencoded", "channel=C9999"), rule))
                .isFalse();
        assertThat(allows(post(URL + "?channel=C0123", "{\"channel\":\"C9999\"}"), rule))
                .isFalse();
        assertThat(allows(post(URL + "?channel=C0123", "{\"text\":\"hi\"}"), rule))
                .isTrue();
    }

    @Test
    void C08_only_utf_8_json_without_a_byte_order_mark_is_read() {
        byte[] utf16 = "{\"channel\":\"C0123\"}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(allows(call("POST", URL, Map.of("Content-Type", "application/json"), utf16), CHANNEL))
                .isFalse();
        assertThat(allows(post(URL, "application/json; charset=utf-16", "{\"channel\":\"C0123\"}"), CHANNEL))
                .isFalse();
        assertThat(allows(post(URL, "\ufeff{\"channel\":\"C0123\"}"), CHANNEL)).isFalse();
        assertThat(allows(post(URL, "application/vnd.api+json; Charset=\"UTF-8\"", "{\"channel\":\"C0123\"}"), CHANNEL))
                .isTrue();
    }

    @Test
    void C09_a_compressed_body_fails() {
        byte[] body = "{\"channel\":\"C0123\"}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");
        assertThat(allows(call("POST", URL, headers, body), CHANNEL)).isFalse();
    }

    @Test
    void C10_a_method_override_fails_every_rule_on_the_method() {
        Constraint post = constraint("method", "eq", "\"POST\"");
        assertThat(allows(call("POST", URL, Map.of("X-HTTP-Method-Override", "DELETE"), new byte[0]), post))
                .isFalse();
        assertThat(allows(post(URL + "?_method=delete", "{}"), post)).isFalse();
        assertThat(allows(post(URL, "{\"_method\":\"delete\"}"), post)).isFalse();
        assertThat(allows(post(URL, "application/x-www-form-urlencoded", "a=1&%5Fmeth%6Fd=delete"), post))
                .isFalse();
        assertThat(allows(post(URL, "multipart/form-data; boundary=b", "--b name=\"_method\""), post))
                .isFalse();
        assertThat(allows(post(URL, "application/x-www-form-urlencoded", "amount=1&method=x"), post))
                .isTrue();
        assertThat(allows(post(URL, "{}"), post)).isTrue();
    }

    @Test
    void several_intents_are_alternatives_beside_the_raw_constraints() {
        var read = new IntentAlternative("slack.read", List.of(constraint("method", "eq", "\"GET\"")));
        var write = new IntentAlternative("slack.write", List.of(constraint("method", "eq", "\"POST\""), CHANNEL));
        var scope = scope(List.of(constraint("url.host", "eq", "\"slack.com\"")), List.of(read, write));
        assertThat(evaluator.evaluate(scope, get(URL))).isInstanceOf(Decision.Allow.class);
        assertThat(evaluator.evaluate(scope, post(URL, "{\"channel\":\"C0123\"}")))
                .isInstanceOf(Decision.Allow.class);
        assertThat(evaluator.evaluate(scope, get("https://files.slack.com/x")))
                .isInstanceOf(Decision.ConstraintFails.class);
        assertThat(evaluator.evaluate(scope, post(URL, "{\"channel\":\"C9999\"}")))
                .isEqualTo(new Decision.NoIntentHolds("slack", List.of("slack.read", "slack.write")));
    }

    @Test
    void a_refusal_names_the_rule_and_holds_no_value() {
        Decision decision = evaluator.evaluate(scope(CHANNEL), post(URL, "{\"channel\":\"C9999\"}"));
        assertThat(decision).isInstanceOfSatisfying(Decision.ConstraintFails.class, fails -> {
            assertThat(fails.message()).contains("slack", "body.channel", "in").doesNotContain("C9999", "C0123");
            assertThat(fails.details()).containsEntry("service", new JsonString("slack"));
            assertThat(fails.details().get("constraint")).hasToString("{\"path\":\"body.channel\",\"op\":\"in\"}");
        });
    }

    private boolean allows(OutboundRequest request, Constraint constraint) {
        return evaluator.evaluate(scope(constraint), request) instanceof Decision.Allow;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel=C0123&channel=C9999",
                "channel=C9999&channel=C0123",
                "channel=C0123&Channel=C9999",
                "channel=C0123&%63hannel=C9999",
                "channel=C0123;channel=C9999",
                "channel=C0123%26channel=C9999",
                "channel=C0123&channel",
                "channel[]=C0123",
                "channel=",
                "other=1",
            })
    void S20_a_query_that_says_more_than_one_thing_fails_the_rule(String query) {
        for (Constraint rule : List.of(
                constraint("query.channel", "eq", "\"C0123\""),
                constraint("query.channel", "in", "[\"C0123\",\"C0456\"]"),
                constraint("query.channel", "matches", "\"^C0[0-9]{3}$\""))) {
            assertThat(evaluator.evaluate(scope(rule), get(URL + "?" + query))).isInstanceOf(Decision.Deny.class);
        }
    }
}
