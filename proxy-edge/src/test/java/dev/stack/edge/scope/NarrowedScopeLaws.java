// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import static dev.stack.edge.scope.Calls.call;
import static dev.stack.edge.scope.Calls.constraint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.IntentAlternative;
import dev.stack.vocabulary.Narrowing;
import dev.stack.vocabulary.PatternMatch;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A narrowed scope never permits a call its parent refuses. */
final class NarrowedScopeLaws {

    private static final long SEED = Long.getLong("stack.test.seed", 20_261_121L);
    private static final List<Constraint> RULES = Stream.of(
                    "method|eq|'POST'",
                    "method|in|['GET','POST']",
                    "method|not_eq|'DELETE'",
                    "method|not_in|['DELETE','PUT']",
                    "url.pathname|eq|'/a/b'",
                    "url.pathname|starts_with|'/a'",
                    "url.pathname|starts_with|'/a/b'",
                    "url.pathname|matches|'^/a/[a-z]+$'",
                    "url.pathname|matches|'^/a/[^/]+$'",
                    "url.pathname|matches|'^/a/(?:b|c)$'",
                    "url.pathname|matches|'^/a/.+$'",
                    "url.pathname|in|['/a/b','/a/c']",
                    "url.pathname|not_eq|'/b'",
                    "query.q|eq|1",
                    "query.q|in|['1','2']",
                    "query.q|not_in|['3']",
                    "query.q|starts_with|'1'",
                    "query.q|eq|['1','2']",
                    "body.x|eq|'a'",
                    "body.x|in|['a','b']",
                    "body.x|in|['a',5]",
                    "body.x|not_eq|'c'",
                    "body.x|not_in|['c','d']",
                    "body.x|not_in|['c',5]",
                    "body.x|eq|['a','b']",
                    "body.x|matches|'^[ab]$'",
                    "body.x|starts_with|'a'",
                    "body.x|eq|5",
                    "body.x|eq|null",
                    "headers.h|eq|'1'",
                    "headers.h|not_eq|2")
            .map(NarrowedScopeLaws::rule)
            .toList();
    private static final List<String> VALUES = List.of(
            "\"a\"",
            "\"b\"",
            "\"c\"",
            "\"ab\"",
            "5",
            "\"5\"",
            "null",
            "true",
            "[\"a\",\"b\"]",
            "[\"a\",5]",
            "[]",
            "{}",
            "[[\"a\"]]");
    private static final PatternMatch RE2 = new Re2Search();

    private final Random random = new Random(SEED);
    private final ConstraintEvaluator evaluator = new ConstraintEvaluator();

    @Test
    void a_narrowed_scope_permits_nothing_its_parent_refuses() {
        int allowed = 0;
        for (int i = 0; i < 10_000; i++) {
            ServiceScope parent = scope();
            ServiceScope child = scope();
            if (Narrowing.narrows(child, parent, RE2)) {
                allowed += check(child, parent);
            }
        }
        assertThat(allowed).as("calls a child allowed, seed %d", SEED).isGreaterThan(300);
    }

    @Test
    void an_inherited_scope_permits_nothing_its_parent_refuses() {
        int allowed = 0;
        for (int i = 0; i < 4_000; i++) {
            ServiceScope parent = scope();
            try {
                allowed += check(Narrowing.inherit(parent, scope(), RE2), parent);
            } catch (Refusal refused) {
                // Most random pairs do not narrow.
            }
        }
        assertThat(allowed).as("calls a child allowed, seed %d", SEED).isGreaterThan(200);
    }

    private int check(ServiceScope child, ServiceScope parent) {
        int allowed = 0;
        for (int i = 0; i < 10; i++) {
            OutboundRequest request = request();
            if (evaluator.evaluate(child, request) instanceof Decision.Allow) {
                allowed++;
                assertThat(evaluator.evaluate(parent, request))
                        .as(() -> "seed %d: %s in %s, %s %s"
                                .formatted(SEED, child.toJson(), parent.toJson(), request.method(), request.url()))
                        .isInstanceOf(Decision.Allow.class);
            }
        }
        return allowed;
    }

    private ServiceScope scope() {
        List<IntentAlternative> alternatives = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new IntentAlternative("slack.i" + i, rules(1)))
                .toList();
        return Calls.scope(rules(0), alternatives);
    }

    private List<Constraint> rules(int min) {
        return IntStream.range(0, min + random.nextInt(2))
                .mapToObj(_ -> pick(RULES))
                .toList();
    }

    private static Constraint rule(String text) {
        String[] parts = text.split("\\|", 3);
        return constraint(parts[0], parts[1], parts[2].replace('\'', '"'));
    }

    private OutboundRequest request() {
        String query = pick(List.of("", "?q=1", "?q=2", "?q=3", "?q=1&q=2", "?q=1&q=3", "?x=1", "?Q=1&q=1"));
        String url =
                "https://slack.com" + pick(List.of("/", "/a", "/a/", "/a/b", "/a/c", "/a/b/c", "/b", "/ab")) + query;
        String type = random.nextInt(6) == 0 ? "text/plain" : "application/json";
        Map<String, String> headers = Map.of("Content-Type", type, "H", pick(List.of("1", "2", "3")));
        String body = random.nextInt(6) == 0 ? "" : "{\"x\":" + pick(VALUES) + "}";
        String method = pick(List.of("GET", "POST", "PUT", "DELETE"));
        return call(method, url, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
