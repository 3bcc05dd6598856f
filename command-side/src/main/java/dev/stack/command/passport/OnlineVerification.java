// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.operator.FrozenOperators;
import dev.stack.passport.PassportClaims;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.PublicReason;
import dev.stack.passport.Rejection;
import dev.stack.passport.Verification.Rejected;
import dev.stack.passport.Verification.Verified;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Verification with the store at hand: the signature and every claim but {@code exp}, then what the store says of expiry
 * and revocation. A token whose passport is not in the store is refused, however well it is signed.
 */
@Component
final class OnlineVerification {

    private static final String CHAIN = "chain";

    private final PassportVerifier verifier;
    private final Passports passports;
    private final Ancestors ancestors;
    private final FrozenOperators frozen;
    private final Clock clock;

    OnlineVerification(
            PassportVerifier verifier, Passports passports, Ancestors ancestors, FrozenOperators frozen, Clock clock) {
        this.verifier = verifier;
        this.passports = passports;
        this.ancestors = ancestors;
        this.frozen = frozen;
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

    /** What the token of the caller's own passport says; all failures look the same. */
    PassportClaims requireOwn(String token, Caller caller) {
        PassportClaims claims = requireOurs(token);
        if (!claims.operator().equals(caller.operator())) {
            throw unaccepted("operator");
        }
        return claims;
    }

    /** What a token says that this server signed, whoever's it is. */
    PassportClaims requireOurs(String token) {
        return switch (verifier.verifyAllButExpiry(token)) {
            case Rejected(Rejection reason) -> throw unaccepted(reason.wire());
            case Verified verified -> verified.claims();
        };
    }

    /** Refuses a token whose chain is not the one on record. */
    static void requireChain(PassportClaims claims, Passport stored) {
        if (!hasChainOf(claims, stored)) {
            throw unaccepted(CHAIN);
        }
    }

    private static boolean hasChainOf(PassportClaims claims, Passport stored) {
        return claims.chain().stream()
                .map(hop -> List.of(hop.jti(), hop.agent()))
                .toList()
                .equals(stored.lineage().ancestors().stream()
                        .map(hop -> List.of(hop.jti(), hop.agent()))
                        .toList());
    }

    private static Refusal unaccepted(String finding) {
        return new Refusal(
                        ErrorCode.UNAUTHORIZED,
                        "The passport was not accepted. Send a token this server issued for one of your agents.")
                .because(finding);
    }

    private Found inStore(Verified verified) {
        Optional<Passport> stored = passports.current(verified.claims().jti());
        if (stored.isEmpty()
                || !stored.get().operator().equals(verified.claims().operator())
                || !stored.get().agent().equals(verified.claims().agent())) {
            return new Found.Unsound(PublicReason.MALFORMED, Rejection.JTI.wire());
        }
        if (!hasChainOf(verified.claims(), stored.get())) {
            return new Found.Unsound(PublicReason.MALFORMED, CHAIN);
        }
        return new Found.Sound(verified, stored.get(), over(stored.get()));
    }

    private Optional<PublicReason> over(Passport passport) {
        Instant now = clock.instant();
        boolean superseded = passport.superseding()
                .filter(newer -> !now.isBefore(newer.until()))
                .isPresent();
        if (passport.revocation().isPresent() || superseded || frozen.contains(passport.operator())) {
            return Optional.of(PublicReason.REVOKED);
        }
        if (!now.isBefore(passport.expiresAt())) {
            return Optional.of(PublicReason.EXPIRED);
        }
        boolean checkedOut =
                passport.checkout().isPresent() && passport.terms().accountability() == AccountabilityMode.ENFORCED;
        if (checkedOut) {
            return Optional.of(PublicReason.CHECKED_OUT);
        }
        return ancestors.stand(passport) ? Optional.empty() : Optional.of(PublicReason.REVOKED);
    }
}
