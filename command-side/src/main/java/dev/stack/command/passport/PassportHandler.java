// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.api.IssuedPassport;
import dev.stack.command.mission.Mission;
import dev.stack.command.mission.Missions;
import dev.stack.command.passport.PassportCommand.CheckOut;
import dev.stack.command.passport.PassportCommand.IssuePassport;
import dev.stack.command.passport.PassportCommand.ReportCheckpoint;
import dev.stack.command.passport.PassportCommand.RevokePassport;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.RevocationType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.springframework.stereotype.Component;

/** Decisions about a passport that touch its agent or its mission as well. */
@Component
final class PassportHandler {

    private final Passports passports;
    private final Issuance issuance;
    private final Refreshment refreshment;
    private final Delegation delegation;
    private final Ancestors ancestors;
    private final Revocations revocations;
    private final OnlineVerification verification;
    private final Missions missions;
    private final Verdicts verdicts;
    private final TokenMaker tokens;
    private final PassportProperties properties;
    private final Clock clock;

    PassportHandler(
            Passports passports,
            Issuance issuance,
            Refreshment refreshment,
            Delegation delegation,
            Ancestors ancestors,
            Revocations revocations,
            OnlineVerification verification,
            Missions missions,
            Verdicts verdicts,
            TokenMaker tokens,
            PassportProperties properties,
            Clock clock) {
        this.passports = passports;
        this.issuance = issuance;
        this.refreshment = refreshment;
        this.delegation = delegation;
        this.ancestors = ancestors;
        this.revocations = revocations;
        this.verification = verification;
        this.missions = missions;
        this.verdicts = verdicts;
        this.tokens = tokens;
        this.properties = properties;
        this.clock = clock;
    }

    @CommandHandler
    IssuedPassport issue(IssuePassport command) {
        return issuance.issue(command.jti(), command.request(), command.caller());
    }

    @CommandHandler
    IssuedPassport refresh(RefreshPassport command) {
        Jti old = verification.requireOwn(command.token(), command.caller()).jti();
        return refreshment.refresh(old, command.next(), command.ttlSeconds(), command.proved(), command.caller());
    }

    @CommandHandler
    IssuedPassport delegate(DelegatePassport command) {
        return delegation.delegate(command);
    }

    @CommandHandler
    CheckpointAnswer report(ReportCheckpoint command) {
        Aggregate<Passport> passport = passports.load(command.jti(), command.caller());
        Passport state = passport.invoke(found -> found);
        ancestors.requireStanding(state);
        Instant latest = ancestors.bound(state.lineage());
        CheckpointAnswer answer = passport.invoke(found -> found.report(command, tokens, latest, clock.instant()));
        revocations.follow(state);
        return answer;
    }

    /** A finding that ends a passport ends its kin as well. */
    @CommandHandler
    void find(ReportFinding command) {
        Aggregate<Passport> passport = passports.load(command.passport(), command.caller());
        boolean ended = passport.invoke(state -> state.find(command, clock));
        if (ended) {
            revocations.follow(passport.invoke(state -> state));
        }
    }

    /** Judges the mission by what is known of it, at once. */
    @CommandHandler
    CheckoutAnswer checkOut(CheckOut command) {
        Instant now = clock.instant();
        Aggregate<Passport> passport = passports.load(command.jti(), command.caller());
        Passport state = passport.invoke(found -> found);
        state.requireCheckoutTaken(now, properties.refreshWindow());
        CheckoutAnswer answer = verdicts.judge(passport, command.report(), now);
        endImplicit(state, command, now);
        return answer;
    }

    private void endImplicit(Passport passport, CheckOut command, Instant now) {
        Aggregate<Mission> mission = missions.load(passport.mission(), command.caller());
        if (endsWith(passport, mission)) {
            mission.execute(found -> found.complete(null, now));
        }
    }

    /** A mission that its root opened itself ends with that root, and not with what was delegated from it. */
    private static boolean endsWith(Passport passport, Aggregate<Mission> mission) {
        return passport.lineage().depth() == 0
                && mission.invoke(found -> found.terms().implicit());
    }

    /** Revoking the root of a mission that it opened itself ends that mission too. */
    @CommandHandler
    RevokedPassport revoke(RevokePassport command) {
        Instant now = clock.instant();
        Aggregate<Passport> passport = passports.load(command.jti(), command.caller());
        boolean first = passport.invoke(state -> state.revoke(RevocationType.SINGLE, command.reason(), now));
        Passport state = passport.invoke(found -> found);
        Aggregate<Mission> mission = missions.load(state.mission(), command.caller());
        if (first && endsWith(state, mission)) {
            mission.execute(found -> found.revoke(false, command.reason(), now));
        }
        List<Jti> cascaded = revocations.follow(state);
        Instant revokedAt = state.revocation().orElseThrow().at();
        return new RevokedPassport(command.jti(), true, revokedAt, !first, cascaded, List.of());
    }
}
