// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.agent.Agent;
import dev.stack.command.agent.AgentBlocks;
import dev.stack.events.AgentSettings;
import dev.stack.events.PassportEvent.PassportCheckedOut;
import dev.stack.events.Report;
import dev.stack.review.MissionFacts;
import dev.stack.review.Reviewer;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.OnFlag;
import dev.stack.vocabulary.ReviewStatus;
import dev.stack.vocabulary.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.modelling.command.Aggregate;
import org.springframework.stereotype.Component;

/** Judges a checkout: the reviewer reports flags, the agent's settings say what they lead to. */
@Component
final class Verdicts {

    private final Reviewer reviewer;
    private final AgentStates agents;
    private final AgentBlocks blocks;
    private final Passports passports;
    private final PassportLookup lookup;
    private final Ancestors ancestors;

    Verdicts(
            Reviewer reviewer,
            AgentStates agents,
            AgentBlocks blocks,
            Passports passports,
            PassportLookup lookup,
            Ancestors ancestors) {
        this.reviewer = reviewer;
        this.agents = agents;
        this.blocks = blocks;
        this.passports = passports;
        this.lookup = lookup;
        this.ancestors = ancestors;
    }

    /** Takes the report of a passport that may be checked out. A blocked checkout blocks the agent until it is decided. */
    CheckoutAnswer judge(Aggregate<Passport> passport, Report report, Instant now) {
        Passport state = passport.invoke(found -> found);
        if (state.terms().accountability() == AccountabilityMode.STANDARD) {
            return CheckoutAnswer.of(
                    passport.invoke(found -> found.checkOut(report, List.of(), ReviewStatus.CLEAN, now)));
        }
        List<Flag> flags = reviewer.review(facts(state, report, now));
        Agent agent = agents.current(state.agent());
        ReviewStatus status = bucket(flags, agent.settings());
        PassportCheckedOut event = passport.invoke(found -> found.checkOut(report, flags, status, now));
        if (status == ReviewStatus.BLOCKED) {
            blocks.block(state.operator(), state.agent(), event.checkout(), now);
        }
        return CheckoutAnswer.of(event);
    }

    /** Those the report names, and those the store knows of. */
    private List<String> delegatedTo(Passport passport, Report report) {
        Set<String> agents = new LinkedHashSet<>(report.delegatedTo());
        agents.addAll(ancestors.delegates(passport.lineage().family()));
        return List.copyOf(agents);
    }

    static ReviewStatus bucket(List<Flag> flags, AgentSettings settings) {
        Severity worst =
                flags.stream().map(Flag::severity).max(Severity::compareTo).orElse(Severity.INFO);
        if (worst == Severity.INFO) {
            return ReviewStatus.CLEAN;
        }
        OnFlag effect = worst == Severity.CRITICAL ? settings.onCritical() : settings.onWarning();
        return effect == OnFlag.BLOCK ? ReviewStatus.BLOCKED : ReviewStatus.FLAGGED;
    }

    /** Over all that were refreshed from one: refreshing a passport does not hide that nothing was reported. */
    private MissionFacts facts(Passport passport, Report report, Instant now) {
        List<Instant> checkpoints = new ArrayList<>();
        Set<String> used = new LinkedHashSet<>();
        Instant started = passport.terms().issuedAt();
        for (var jti : lookup.ofFamily(passport.lineage().family())) {
            Optional<Passport> sibling = jti.equals(passport.jti()) ? Optional.of(passport) : passports.current(jti);
            if (sibling.isPresent()) {
                checkpoints.addAll(sibling.get().checkpointTimes());
                used.addAll(sibling.get().servicesUsed());
                Instant issued = sibling.get().terms().issuedAt();
                started = issued.isBefore(started) ? issued : started;
            }
        }
        used.addAll(report.servicesUsed());
        used.addAll(lookup.undeclaredCalls(passport.lineage().family()));
        checkpoints.sort(Instant::compareTo);
        Integer estimated = passport.terms().estimatedDurationSeconds();
        return new MissionFacts(
                passport.terms().intentServices(),
                List.copyOf(used),
                passport.terms().willDelegate(),
                delegatedTo(passport, report),
                Optional.ofNullable(estimated).map(Duration::ofSeconds),
                passport.interval(),
                started,
                checkpoints,
                now);
    }
}
