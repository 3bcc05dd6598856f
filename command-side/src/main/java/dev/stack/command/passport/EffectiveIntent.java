// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.mission.Mission;
import dev.stack.events.PassportTerms;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The intent that holds for a passport: its own, completed by its mission's. */
record EffectiveIntent(
        @Nullable String summary,
        List<String> services,
        boolean willDelegate,
        @Nullable Integer estimatedDurationSeconds) {

    private static final DeclaredIntent SILENT = new DeclaredIntent(null, List.of(), false, null);

    static EffectiveIntent of(@Nullable DeclaredIntent own, @Nullable Mission mission) {
        DeclaredIntent declared = Objects.requireNonNullElse(own, SILENT);
        if (mission == null) {
            return new EffectiveIntent(
                    declared.summary(),
                    declared.services(),
                    declared.willDelegate(),
                    declared.estimatedDurationSeconds());
        }
        List<String> missions = mission.terms().intentServices();
        requireInside(declared.services(), missions, mission);
        return new EffectiveIntent(
                declared.summary() != null
                        ? declared.summary()
                        : mission.terms().intentSummary(),
                !declared.services().isEmpty() || missions == null ? declared.services() : missions,
                declared.willDelegate(),
                declared.estimatedDurationSeconds());
    }

    /** A child's: its own within its parent's authority, or its parent's as it stands. */
    static EffectiveIntent borrowed(@Nullable DeclaredIntent own, PassportTerms parent) {
        if (own == null) {
            return new EffectiveIntent(
                    parent.intentSummary(),
                    parent.intentServices(),
                    parent.willDelegate(),
                    parent.estimatedDurationSeconds());
        }
        for (String service : own.services()) {
            if (!parent.intentServices().contains(service) && !parent.carries(service)) {
                throw new Refusal(
                        ErrorCode.SCOPE_ESCALATION,
                        "intent.services names " + service + ", which the parent neither declares nor carries.");
            }
        }
        return new EffectiveIntent(
                own.summary() != null ? own.summary() : parent.intentSummary(),
                own.services().isEmpty() ? parent.intentServices() : own.services(),
                own.willDelegate(),
                own.estimatedDurationSeconds());
    }

    private static void requireInside(List<String> own, @Nullable List<String> missions, Mission mission) {
        if (missions == null) {
            return;
        }
        for (String service : own) {
            if (!missions.contains(service)) {
                throw new Refusal(
                        ErrorCode.SCOPE_ESCALATION,
                        "intent.services names " + service + ", which the mission " + mission.id()
                                + " does not declare. It declares: " + String.join(", ", missions) + ".");
            }
        }
    }

    /** A mode that holds an agent to its word needs the word. */
    void requireFor(AccountabilityMode mode, AgentId agent) {
        if (mode == AccountabilityMode.STANDARD || summary != null) {
            return;
        }
        throw new Refusal(
                ErrorCode.ACCOUNTABILITY_REQUIRED,
                "Agent " + agent + " is in " + mode.wire()
                        + " mode and must declare its intent before it gets a passport."
                        + " Send intent with summary and services, or name a mission that has them.");
    }
}
