// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Narrowing over random constraints from a small world, so that equal values and shared prefixes are common. */
final class NarrowingLaws {

    private static final long SEED = Long.getLong("stack.test.seed", 20_261_121L);
    private static final List<String> TEXTS = List.of("a", "ab", "abc", "b", "5", "true", "");
    private static final List<String> PATTERNS = List.of("a", "^a$", "^ab", "b");
    private static final List<String> PATHS = List.of("body.x", "body.y", "query.x", "method");

    /** Prefix, suffix and whole-text patterns without an engine: sound is all that is needed here. */
    private static final PatternMatch SIMPLE = (pattern, text) -> {
        String bare = pattern.replace("^", "").replace("$", "");
        if (pattern.startsWith("^") && pattern.endsWith("$")) {
            return text.equals(bare);
        }
        return pattern.startsWith("^") ? text.startsWith(bare) : text.contains(bare);
    };

    private final Random random = new Random(SEED);

    @Test
    void narrowing_is_reflexive() {
        for (int i = 0; i < 5_000; i++) {
            ServiceScope scope = scope();
            assertThat(Narrowing.narrows(scope, scope))
                    .as(() -> "seed %d: %s".formatted(SEED, scope.toJson()))
                    .isTrue();
        }
    }

    @Test
    void narrowing_is_transitive() {
        int chains = 0;
        for (int i = 0; i < 80_000; i++) {
            ServiceScope parent = scope();
            ServiceScope child = variation(parent);
            ServiceScope grandchild = variation(child);
            if (Narrowing.narrows(child, parent, SIMPLE) && Narrowing.narrows(grandchild, child, SIMPLE)) {
                chains++;
                assertThat(Narrowing.narrows(grandchild, parent, SIMPLE))
                        .as(() -> "seed %d: %s in %s in %s"
                                .formatted(SEED, grandchild.toJson(), child.toJson(), parent.toJson()))
                        .isTrue();
            }
        }
        assertThat(chains).as("chains tried, seed %d", SEED).isGreaterThan(800);
    }

    @Test
    void narrowing_is_antitone_in_constraints() {
        int narrower = 0;
        for (int i = 0; i < 40_000; i++) {
            ServiceScope parent = scope();
            ServiceScope child = variation(parent);
            Constraint more = constraint();
            if (Narrowing.narrows(child, parent, SIMPLE)) {
                narrower++;
                assertThat(Narrowing.narrows(with(child, more), parent, SIMPLE))
                        .as(() -> "seed %d: %s with %s in %s"
                                .formatted(SEED, child.toJson(), more.toJson(), parent.toJson()))
                        .isTrue();
            } else {
                assertThat(Narrowing.narrows(child, with(parent, more), SIMPLE))
                        .as(() -> "seed %d: %s in %s with %s"
                                .formatted(SEED, child.toJson(), parent.toJson(), more.toJson()))
                        .isFalse();
            }
        }
        assertThat(narrower).as("narrower ones tried, seed %d", SEED).isGreaterThan(400);
    }

    private ServiceScope with(ServiceScope scope, Constraint more) {
        List<Constraint> constraints = new ArrayList<>(scope.constraints());
        constraints.add(more);
        return scope(constraints, scope.alternatives());
    }

    @Test
    void what_an_implying_constraint_admits_the_implied_one_admits() {
        int implications = 0;
        for (int i = 0; i < 100_000; i++) {
            Constraint stronger = constraint();
            Constraint weaker = constraint();
            if (!Narrowing.implies(stronger, weaker, SIMPLE)) {
                continue;
            }
            implications++;
            for (int j = 0; j < 20; j++) {
                JsonValue found = found(stronger.path());
                if (stronger.admits(found, SIMPLE)) {
                    assertThat(weaker.admits(found, SIMPLE))
                            .as(() -> "seed %d: %s implies %s, found %s"
                                    .formatted(SEED, stronger.toJson(), weaker.toJson(), found))
                            .isTrue();
                }
            }
        }
        assertThat(implications).as("implications tried, seed %d", SEED).isGreaterThan(1_000);
    }

    @Test
    void what_is_inherited_always_narrows() {
        int inherited = 0;
        for (int i = 0; i < 50_000; i++) {
            ServiceScope parent = scope();
            ServiceScope declared = variation(parent);
            try {
                ServiceScope child = Narrowing.inherit(parent, declared, SIMPLE);
                inherited++;
                assertThat(Narrowing.narrows(child, parent, SIMPLE))
                        .as("seed %d", SEED)
                        .isTrue();
            } catch (Refusal refused) {
                assertThat(refused.code()).isIn(ErrorCode.SCOPE_ESCALATION, ErrorCode.INVALID_REQUEST);
            }
        }
        assertThat(inherited).as("inherited, seed %d", SEED).isGreaterThan(1_000);
    }

    private ServiceScope scope() {
        List<IntentAlternative> alternatives = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new IntentAlternative("slack.i" + i, constraints(1)))
                .toList();
        return scope(constraints(0), alternatives);
    }

    /** Something near {@code scope}, so that narrowing happens often. */
    private ServiceScope variation(ServiceScope scope) {
        List<Constraint> constraints =
                scope.constraints().stream().map(this::variation).toList();
        List<IntentAlternative> alternatives = scope.alternatives().stream()
                .filter(_ -> random.nextInt(4) > 0)
                .map(one -> new IntentAlternative(
                        one.intent(),
                        one.constraints().stream().map(this::variation).toList()))
                .toList();
        return scope(constraints, alternatives);
    }

    private Constraint variation(Constraint constraint) {
        if (random.nextInt(3) > 0) {
            return constraint;
        }
        Constraint other = constraint();
        return new Constraint(constraint.path(), other.op(), other.value());
    }

    private static ServiceScope scope(List<Constraint> constraints, List<IntentAlternative> alternatives) {
        List<String> names =
                alternatives.stream().map(IntentAlternative::intent).toList();
        return new ServiceScope(
                new ConnectionId("scon_1"),
                "slack",
                List.of("*"),
                "cred_ref_1",
                constraints,
                alternatives,
                names,
                null);
    }

    private List<Constraint> constraints(int min) {
        return IntStream.range(0, min + random.nextInt(3))
                .mapToObj(_ -> constraint())
                .toList();
    }

    private Constraint constraint() {
        var path = new ConstraintPath(pick(PATHS));
        ConstraintOperator op = pick(List.of(ConstraintOperator.values()));
        JsonValue value =
                switch (op) {
                    case EQ -> random.nextInt(4) == 0 ? list() : scalar();
                    case NOT_EQ -> scalar();
                    case IN, NOT_IN -> list();
                    case STARTS_WITH -> new JsonString(pick(TEXTS.subList(0, 6)));
                    case MATCHES -> new JsonString(pick(PATTERNS));
                };
        return new Constraint(path, op, value);
    }

    private JsonValue found(ConstraintPath path) {
        if (path.single()) {
            return new JsonString(pick(TEXTS).toUpperCase(Locale.ROOT));
        }
        boolean many = random.nextInt(3) == 0;
        if (path.textual()) {
            return many
                    ? new JsonArray(List.of(new JsonString(pick(TEXTS)), new JsonString(pick(TEXTS))))
                    : new JsonString(pick(TEXTS));
        }
        return many ? list() : scalar();
    }

    private JsonArray list() {
        return new JsonArray(IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(_ -> scalar())
                .toList());
    }

    private JsonValue scalar() {
        return switch (random.nextInt(8)) {
            case 0 -> JsonNumber.of(random.nextInt(6));
            case 1 -> new JsonBoolean(random.nextBoolean());
            case 2 -> JsonValue.NULL;
            default -> new JsonString(pick(TEXTS));
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
