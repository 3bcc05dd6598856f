// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.passport.PassportVerifier;
import dev.stack.passport.PublicReason;
import dev.stack.passport.Rejection;
import dev.stack.passport.Verification;
import dev.stack.passport.Verification.Rejected;
import dev.stack.passport.Verification.Verified;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Verification with the store at hand: the signature and every claim but {@code exp}, then what the store says of expiry
 * and revocation. A token whose passport is not in the store is refused, however well it is signed.
 */
@Component
final class OnlineVerification {

    private final PassportVerifier verifier;
    private final Passports passports;
    private final Clock clock;

    OnlineVerification(PassportVerifier verifier, Passports passports, Clock clock) {
        this.verifier = verifier;
        this.passports = passports;
        this.clock = clock;
    }

    /** What became of a token. */
    sealed interface Found {
        record Sound(Verified token, Passport passport, Optional<PublicReason> over) implements Found {}

        record Unsound(PublicReason reason, String detail) implements Found {}
    }

    Found look(String token) {
        return switch (verifier.verifyAllButExpiry(token)) {
            case Rejected(Rejection reason) -> new Found.Unsound(reason.publicReason(), reason.wire());
            case Verified verified -> inStore(verified);
        };
    }

    /** The passport of a token its own operator sends; all failures look the same. */
    Jti requireOwn(String token, Caller caller) {
        Verification verification = verifier.verifyAllButExpiry(token);
        if (verification instanceof Verified verified
                && verified.claims().operator().equals(caller.operator())) {
            return verified.claims().jti();
        }
        String detail = verification instanceof Rejected(Rejection reason) ? reason.wire() : "operator";
        throw new Refusal(
                        ErrorCode.UNAUTHORIZED,
                        "The passport was not accepted. Send a token this server issued for one of your agents.")
                .because(detail);
    }

    private Found inStore(Verified verified) {
        Optional<Passport> stored = passports.current(verified.claims().jti());
        if (stored.isEmpty()
                || !stored.get().operator().equals(verified.claims().operator())
                || !stored.get().agent().equals(verified.claims().agent())) {
            return new Found.Unsound(PublicReason.MALFORMED, Rejection.JTI.wire());
        }
        return new Found.Sound(verified, stored.get(), over(stored.get()));
    }

    private Optional<PublicReason> over(Passport passport) {
        Instant now = clock.instant();
        boolean superseded = passport.superseding()
                .filter(newer -> !now.isBefore(newer.until()))
                .isPresent();
        if (passport.revocation().isPresent() || superseded) {
            return Optional.of(PublicReason.REVOKED);
        }
        if (!now.isBefore(passport.expiresAt())) {
            return Optional.of(PublicReason.EXPIRED);
        }
        boolean checkedOut =
                passport.checkout().isPresent() && passport.terms().accountability() == AccountabilityMode.ENFORCED;
        return checkedOut ? Optional.of(PublicReason.CHECKED_OUT) : Optional.empty();
    }
}
