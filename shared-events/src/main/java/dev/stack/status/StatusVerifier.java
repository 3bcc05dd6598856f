// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.passport.CompactJws;
import dev.stack.passport.CompactJws.Opened.Refused;
import dev.stack.passport.CompactJws.Opened.Signed;
import dev.stack.passport.Ed25519;
import dev.stack.passport.KeySource;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.Rejection;
import dev.stack.status.Checked.Bad;
import dev.stack.status.Checked.Good;
import dev.stack.vocabulary.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides whether a text is a status list or a change of one, without asking anyone; as strict as {@link PassportVerifier}.
 * How old a text may be is for the caller to judge by its {@code iat}.
 */
public final class StatusVerifier {

    private final KeySource keys;
    private final Clock clock;
    private final Duration skew;
    private final Ed25519 ed25519;

    /**
     * A verifier; thread-safe.
     *
     * @param keys whom to trust: the keys that sign passports
     * @param skew how far clocks may differ
     */
    public StatusVerifier(KeySource keys, Clock clock, Duration skew, Ed25519 ed25519) {
        this.keys = keys;
        this.clock = clock;
        this.skew = skew;
        this.ed25519 = ed25519;
    }

    /** The list published at {@code uri}, as passports spell it. */
    public Checked<StatusListToken> list(String text, String uri) {
        Checked<StatusListToken> checked = check(text, StatusListToken.FORM, StatusListToken::read);
        if (!(checked instanceof Good<StatusListToken>(StatusListToken list))) {
            return checked;
        }
        if (!list.uri().equals(uri) || !list.ttl().isPositive()) {
            return new Bad<>(Rejection.CLAIMS);
        }
        Instant now = clock.instant();
        if (list.issuedAt().isAfter(now.plus(skew))) {
            return new Bad<>(Rejection.NBF);
        }
        return now.minus(skew).isBefore(list.expiresAt()) ? checked : new Bad<>(Rejection.EXP);
    }

    /** What {@code issuer} says has changed. */
    public Checked<StatusDelta> delta(String text, String issuer) {
        Checked<StatusDelta> checked = check(text, StatusDelta.FORM, StatusDelta::read);
        if (!(checked instanceof Good<StatusDelta>(StatusDelta delta))) {
            return checked;
        }
        if (!delta.issuer().equals(issuer)) {
            return new Bad<>(Rejection.ISS);
        }
        return delta.issuedAt().isAfter(clock.instant().plus(skew)) ? new Bad<>(Rejection.NBF) : checked;
    }

    private <T> Checked<T> check(String text, CompactJws form, Function<JsonObject, T> read) {
        return switch (form.open(text, keys, ed25519)) {
            case Refused(Rejection reason) -> new Bad<>(reason);
            case Signed signed ->
                read(signed, read).<Checked<T>>map(Good::new).orElseGet(() -> new Bad<>(Rejection.CLAIMS));
        };
    }

    private static <T> Optional<T> read(Signed signed, Function<JsonObject, T> read) {
        try {
            return signed.asWritten() ? Optional.of(read.apply(signed.claims())) : Optional.empty();
        } catch (Refusal unfit) {
            return Optional.empty();
        }
    }
}
