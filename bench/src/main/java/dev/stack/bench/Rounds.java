// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    Rounds add(String name, Subject subject) {
        subjects.put(name, subject);
        return this;
    }

    Rounds run(Effort effort) throws Exception {
        List<String> order = new ArrayList<>(subjects.keySet());
        for (int round = -effort.warmUp(); round < effort.rounds(); round++) {
            for (String name : order) {
                double rate = subjects.getOrDefault(name, () -> 0).rate();
                if (round >= 0) {
                    rates.computeIfAbsent(name, _ -> new ArrayList<>()).add(rate);
                }
            }
            Collections.reverse(order);
        }
        return this;
    }

    /** How much {@code subject} did, divided by what {@code anchor} did. */
    double ratio(String subject, String anchor) {
        List<Double> above = rates.getOrDefault(subject, List.of());
        List<Double> below = rates.getOrDefault(anchor, List.of());
        double[] ratios = new double[above.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = above.get(i) / below.get(i);
        }
        return Percentile.of(ratios, 50);
    }
}
