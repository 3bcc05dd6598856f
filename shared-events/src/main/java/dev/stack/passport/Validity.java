// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From when until when a signed passport is good (RFC 7519, sections 4.1.4 to 4.1.6). Whole seconds: fractions are cut.
 *
 * @param issuedAt {@code iat}
 * @param notBefore {@code nbf}
 * @param expiresAt {@code exp}
 */
public record Validity(Instant issuedAt, Instant notBefore, Instant expiresAt) {

    /** No passport is good for longer than this, counted from {@code iat}. */
    public static final Duration LIFE_MAX = Duration.ofHours(1);

    /** How far {@code iat} and {@code nbf} stand before the signing: other verifiers allow a clock no leeway. */
    public static final Duration BACKDATED = Duration.ofSeconds(5);

    public Validity {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        if (issuedAt.isBefore(Instant.EPOCH)
                || notBefore.isBefore(Instant.EPOCH)
                || expiresAt.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("times before 1970 cannot be signed");
        }
    }

    /** What is signed at {@code now} for a passport that expires at {@code expiresAt}. */
    public static Validity signedAt(Instant now, Instant expiresAt) {
        return signedAt(now, BACKDATED, expiresAt);
    }

    /**
     * What is signed at {@code now}, backdated. {@code exp} never passes {@code iat} + {@link #LIFE_MAX}, so a passport
     * stored for the full hour carries an {@code exp} that is {@code backdated} earlier.
     */
    public static Validity signedAt(Instant now, Duration backdated, Instant expiresAt) {
        Instant issuedAt = now.minus(backdated).truncatedTo(ChronoUnit.SECONDS);
        Instant latest = issuedAt.plus(LIFE_MAX);
        return new Validity(issuedAt, issuedAt, expiresAt.isAfter(latest) ? latest : expiresAt);
    }
}
