// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs subjects and anchors in turn, several rounds of all of them, every other round backwards, so that what disturbs the
 * machine for a while disturbs them alike. A ratio is the median of the ratios of the single rounds.
 */
final class Rounds {

    /** What is measured. */
    interface Subject {
        /** Runs for a while; operations per second. */
        double rate() throws Exception;
    }

    /** What is measured in more ways than one. */
    interface Measurement {
        /** Runs for a while. */
        Figures figures() throws Exception;
    }

    /** What one run of a subject measured, each figure by its name. */
    record Figures(Map<String, Double> byName) {}

    private static final String RATE = "rate";

    private final Map<String, Measurement> subjects = new LinkedHashMap<>();
    private final Map<String, List<Figures>> measured = new LinkedHashMap<>();

    Rounds add(String name, Subject subject) {
        return measure(name, () -> new Figures(Map.of(RATE, subject.rate())));
    }

    Rounds measure(String name, Measurement subject) {
        subjects.put(name, subject);
        return this;
    }

    Rounds run(Effort effort) throws Exception {
        List<String> order = new ArrayList<>(subjects.keySet());
        for (int round = -effort.warmUp(); round < effort.rounds(); round++) {
            for (String name : order) {
                Figures figures = Objects.requireNonNull(subjects.get(name)).figures();
                if (round >= 0) {
                    measured.computeIfAbsent(name, _ -> new ArrayList<>()).add(figures);
                }
            }
            Collections.reverse(order);
        }
        return this;
    }

    /** How much {@code subject} did, divided by what {@code anchor} did. */
    double ratio(String subject, String anchor) {
        return ratio(subject, anchor, RATE);
    }

    /** The figure of {@code subject}, divided by the same one of {@code anchor}. */
    double ratio(String subject, String anchor, String figure) {
        List<Figures> above = measured.getOrDefault(subject, List.of());
        List<Figures> below = measured.getOrDefault(anchor, List.of());
        double[] ratios = new double[above.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = of(above.get(i), figure) / of(below.get(i), figure);
        }
        return Percentile.of(ratios, 50);
    }

    private static double of(Figures figures, String name) {
        return Objects.requireNonNull(figures.byName().get(name), name);
    }
}
