// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import dev.stack.passport.PassportVerifier;
import dev.stack.passport.Rejection;
import dev.stack.passport.Verification;
import dev.stack.passport.Verification.Rejected;
import dev.stack.passport.Verification.Verified;
import dev.stack.status.Status;
import dev.stack.status.StatusVerifier;
import dev.stack.verifier.Decision.Accepted;
import dev.stack.verifier.Decision.Reason;
import dev.stack.verifier.Decision.Refused;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Verifies passports from memory: signature and claims by the published keys, revocation by the published status lists,
 * kept up to date by the stream of signed changes. What it cannot know it refuses: without the server it goes on for
 * seconds, not longer.
 *
 * <pre>{@code
 * var settings = VerifierSettings.of(URI.create("https://stack.example.com"), Clock.systemUTC());
 * try (var verifier = OfflineVerifier.start(settings)) {
 *     switch (verifier.verify(token)) {
 *         case Accepted(PassportClaims claims, String kid) -> serve(claims.agent());
 *         case Refused(Reason reason, Rejection rejection) -> refuse();   // tell nothing, log the reason
 *     }
 * }
 * }</pre>
 *
 * One for a whole process; thread-safe. The first passport of a list waits for that list to be fetched.
 */
public final class OfflineVerifier implements AutoCloseable {

    private static final int TICK_MILLIS = 250;

    private final StatusServer server;
    private final PassportVerifier passports;
    private final KnownKeys keys;
    private final KnownLists lists;
    private final ChangeFeed feed;
    private final CountDownLatch closed = new CountDownLatch(1);

    private OfflineVerifier(VerifierSettings settings) {
        var elapsed = new Elapsed();
        this.server = new StatusServer(settings.server(), settings.timeout());
        this.keys = new KnownKeys(server, elapsed);
        this.passports =
                new PassportVerifier(keys, settings.issuer(), settings.clock(), settings.skew(), settings.ed25519());
        var statuses = new StatusVerifier(keys, settings.clock(), settings.skew(), settings.ed25519());
        this.lists = new KnownLists(server, statuses, settings, elapsed);
        this.feed = new ChangeFeed(server, statuses, keys, lists, settings, elapsed, closed);
    }

    /** A verifier at work; it fetches what it needs in the background until it is closed. */
    public static OfflineVerifier start(VerifierSettings settings) {
        var verifier = new OfflineVerifier(settings);
        Thread.ofVirtual().name("stack-verifier-feed").start(verifier.feed::follow);
        Thread.ofVirtual().name("stack-verifier").start(verifier::maintain);
        return verifier;
    }

    /** Decides about a passport. */
    public Decision verify(String token) {
        if (!keys.isFresh() && !keys.refreshForUnknown() && !keys.isFresh()) {
            return new Refused(Reason.STALE, null);
        }
        Verification verification = passports.verify(token);
        if (verification.equals(new Rejected(Rejection.KID)) && keys.refreshForUnknown()) {
            verification = passports.verify(token);
        }
        return switch (verification) {
            case Rejected(Rejection rejection) -> new Refused(Reason.REJECTED, rejection);
            case Verified verified -> withStatus(verified);
        };
    }

    private Decision withStatus(Verified verified) {
        if (verified.claims().status() == null) {
            return new Refused(Reason.NO_STATUS, null);
        }
        Optional<Status> status = lists.status(verified.claims().status());
        if (status.isEmpty()) {
            return new Refused(Reason.STALE, null);
        }
        return switch (status.get()) {
            case VALID -> new Accepted(verified.claims(), verified.kid());
            case INVALID -> new Refused(Reason.REVOKED, null);
            case SUSPENDED -> new Refused(Reason.SUSPENDED, null);
        };
    }

    private void maintain() {
        try {
            do {
                keys.refreshIfOld();
                lists.maintain();
                cutFeedIfSilent();
            } while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void cutFeedIfSilent() {
        try {
            feed.cutIfSilent();
        } catch (IOException alreadyBroken) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }
}
