// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import static dev.stack.edge.scope.Calls.constraint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.ConstraintOperator;
import dev.stack.vocabulary.Narrowing;
import dev.stack.vocabulary.PatternMatch;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is proved about patterns without an engine agrees with what the engine finds. */
final class PatternProofLaws {

    private static final long SEED = Long.getLong("stack.test.seed", 20_261_121L);
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "/",
            "7",
            "\\\\.",
            "[0-9]+",
            "[^/]+",
            ".+",
            "(?:a|b)",
            "(?:a|/b[0-9]+)",
            "(?:a|(?:7|b))",
            "(?:|a)",
            "a?",
            "b*",
            "[ab]",
            ".",
            "|");
    private static final String LETTERS = "ab/7.\n";
    private static final PatternMatch RE2 = new Re2Search();

    private final Random random = new Random(SEED);

    @Test
    void a_pattern_that_is_proved_to_be_contained_finds_nothing_the_wider_one_does_not() {
        int proved = 0;
        for (int i = 0; i < 50_000; i++) {
            Constraint narrow = pattern();
            Constraint wide = pattern();
            if (narrow.equals(wide) || !Narrowing.implies(narrow, wide, PatternMatch.NONE)) {
                continue;
            }
            proved++;
            for (int j = 0; j < 60; j++) {
                var text = new JsonString(text());
                if (narrow.admits(text, RE2)) {
                    assertThat(wide.admits(text, RE2))
                            .as(() -> "seed %d: %s in %s for %s".formatted(SEED, narrow.toJson(), wide.toJson(), text))
                            .isTrue();
                }
            }
        }
        assertThat(proved).as("proofs, seed %d", SEED).isGreaterThan(150);
    }

    @Test
    void a_value_that_is_proved_to_match_is_found_by_the_engine() {
        int proved = 0;
        for (int i = 0; i < 60_000; i++) {
            Constraint pattern = pattern();
            Constraint value = new Constraint(pattern.path(), ConstraintOperator.EQ, new JsonString(text()));
            if (Narrowing.implies(value, pattern, PatternMatch.NONE)) {
                proved++;
                assertThat(pattern.admits(value.value(), RE2))
                        .as(() -> "seed %d: %s %s".formatted(SEED, pattern.toJson(), value.toJson()))
                        .isTrue();
            }
        }
        assertThat(proved).as("proofs, seed %d", SEED).isGreaterThan(150);
    }

    @Test
    void containment_of_patterns_is_transitive() {
        List<Constraint> patterns =
                IntStream.range(0, 150).mapToObj(_ -> pattern()).toList();
        int chains = 0;
        for (Constraint a : patterns) {
            for (Constraint b : patterns) {
                if (!Narrowing.implies(a, b, PatternMatch.NONE)) {
                    continue;
                }
                for (Constraint c : patterns) {
                    if (Narrowing.implies(b, c, PatternMatch.NONE)) {
                        chains++;
                        assertThat(Narrowing.implies(a, c, PatternMatch.NONE))
                                .as(() -> "seed %d: %s, %s, %s".formatted(SEED, a.toJson(), b.toJson(), c.toJson()))
                                .isTrue();
                    }
                }
            }
        }
        assertThat(chains).as("chains, seed %d", SEED).isGreaterThan(150);
    }

    private Constraint pattern() {
        String inside = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(_ -> PIECES.get(random.nextInt(random.nextInt(8) == 0 ? PIECES.size() : 12)))
                .collect(Collectors.joining());
        return constraint("body.x", "matches", "\"^" + inside + "$\"");
    }

    private String text() {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(_ -> String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length()))))
                .collect(Collectors.joining());
    }
}
