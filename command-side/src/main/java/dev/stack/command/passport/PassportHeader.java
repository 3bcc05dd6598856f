// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.passport.PassportClaims;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The passport a request may carry beside its own credential: it says for whom and for which mission something is asked. */
@Component
public class PassportHeader {

    /** The header's name. */
    public static final String NAME = "X-Passport-Token";

    private final OnlineVerification verification;
    private final Passports passports;
    private final Ancestors ancestors;
    private final Clock clock;

    PassportHeader(OnlineVerification verification, Passports passports, Ancestors ancestors, Clock clock) {
        this.verification = verification;
        this.passports = passports;
        this.ancestors = ancestors;
        this.clock = clock;
    }

    /** The caller's live passport behind {@code token}; the decision stands only if it does not change meanwhile. */
    public Passport decisive(String token, Caller caller) {
        PassportClaims claims = verification.requireOwn(token, caller);
        Passport passport = passports
                .decisive(claims.jti(), caller)
                .orElseThrow(
                        () -> new Refusal(ErrorCode.UNAUTHORIZED, "The passport in " + NAME + " is not known here."));
        caller.requireMayActAs(passport.agent());
        OnlineVerification.requireChain(claims, passport);
        passport.requireLive(clock.instant());
        passport.requireNotCheckedOut();
        ancestors.requireStanding(passport);
        return passport;
    }
}
