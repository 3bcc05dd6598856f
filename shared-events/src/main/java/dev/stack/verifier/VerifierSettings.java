// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import dev.stack.passport.Ed25519;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.ProviderEd25519;
import java.net.URI;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;

/**
 * How an {@link OfflineVerifier} works.
 *
 * @param server where keys, lists and changes are fetched, such as {@code https://stack.example.com}
 * @param issuer the one {@code iss}, compared exactly; usually equal to {@code server}
 * @param skew how far the clocks may differ, at most {@link PassportVerifier#SKEW_MAX}
 * @param silence how long the stream of changes may say nothing before it is not relied upon
 * @param timeout how long one request may take, and so the longest a verification waits
 */
public record VerifierSettings(
        URI server, String issuer, Clock clock, Duration skew, Duration silence, Duration timeout, Ed25519 ed25519) {

    /** The usual settings, with the Ed25519 of the JDK; another provider is several times faster. */
    public static VerifierSettings of(URI server, Clock clock) {
        return new VerifierSettings(
                server,
                server.toString(),
                clock,
                PassportVerifier.SKEW_MAX,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                new ProviderEd25519(Security.getProvider("SunEC")));
    }

    /** With another {@code iss} than the server's address. */
    public VerifierSettings withIssuer(String other) {
        return new VerifierSettings(server, other, clock, skew, silence, timeout, ed25519);
    }

    /** With another provider of Ed25519. */
    public VerifierSettings with(Ed25519 other) {
        return new VerifierSettings(server, issuer, clock, skew, silence, timeout, other);
    }
}
