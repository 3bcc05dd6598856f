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
            OnlineVerification verification,
            Missions missions,
            Verdicts verdicts,
            TokenMaker tokens,
            PassportProperties properties,
            Clock clock) {
        this.passports = passports;
        this.issuance = issuance;
        this.refreshment = refreshment;
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
        Jti old = verification.requireOwn(command.token(), command.caller());
        return refreshment.refresh(old, command.next(), command.ttlSeconds(), command.caller());
    }

    @CommandHandler
    CheckpointAnswer report(ReportCheckpoint command) {
        return passports
                .load(command.jti(), command.caller())
                .invoke(passport -> passport.report(command, tokens, clock.instant()));
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
        boolean implicit = mission.invoke(found -> found.terms().implicit());
        if (implicit) {
            mission.execute(found -> found.complete(null, now));
        }
    }

    /** Revoking the root of a mission that it opened itself ends that mission too. */
    @CommandHandler
    RevokedPassport revoke(RevokePassport command) {
        Instant now = clock.instant();
        Aggregate<Passport> passport = passports.load(command.jti(), command.caller());
        boolean first = passport.invoke(state -> state.revoke(RevocationType.SINGLE, command.reason(), now));
        Passport state = passport.invoke(found -> found);
        Aggregate<Mission> mission = missions.load(state.mission(), command.caller());
        if (first && mission.invoke(found -> found.terms().implicit())) {
            mission.execute(found -> found.revoke(false, command.reason(), now));
        }
        Instant revokedAt = state.revocation().orElseThrow().at();
        return new RevokedPassport(command.jti(), true, revokedAt, !first, List.of(), List.of());
    }
}
