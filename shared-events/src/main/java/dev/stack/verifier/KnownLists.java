// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import dev.stack.passport.StatusReference;
import dev.stack.status.Checked.Good;
import dev.stack.status.Status;
import dev.stack.status.StatusChange;
import dev.stack.status.StatusDelta;
import dev.stack.status.StatusList;
import dev.stack.status.StatusListToken;
import dev.stack.status.StatusVerifier;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The status lists that passports pointed to, each with the changes since. A list may be used while it is younger than
 * three times its {@code ttl} by its own signed time, or while signed changes without a gap lead from it to now; and never
 * past its {@code exp}.
 */
final class KnownLists {

    /** How many times its {@code ttl} a list may be used when no change confirms it: caches on the way keep it once that long. */
    private static final int TTLS = 3;

    /** A list that changes confirm is fetched anew after this part of its life: what merely falls due is told by lists only. */
    private static final int REFRESHES_IN_A_LIFE = 3;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);
    private static final int LISTS_MAX = 1_024;

    private final StatusServer server;
    private final StatusVerifier verifier;
    private final VerifierSettings settings;
    private final Elapsed elapsed;
    private final String prefix;
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private volatile Told told = new Told(0, Instant.EPOCH);

    KnownLists(StatusServer server, StatusVerifier verifier, VerifierSettings settings, Elapsed elapsed) {
        this.server = server;
        this.verifier = verifier;
        this.settings = settings;
        this.elapsed = elapsed;
        this.prefix = settings.issuer() + "/v1/status-lists/";
    }

    /** The newest number the server told of, and when it said so by its own signed word. */
    private record Told(long seq, Instant at) {}

    /** A list, and the last change that is in it. */
    private record Held(StatusListToken token, StatusList list, long seq) {}

    /** The status a passport points to; empty when it cannot be known now. Waits for at most one request. */
    Optional<Status> status(StatusReference reference) {
        Optional<Integer> number = number(reference.uri());
        if (number.isEmpty() || !entries.containsKey(number.get()) && entries.size() >= LISTS_MAX) {
            return Optional.empty();
        }
        Entry entry = entries.computeIfAbsent(number.get(), Entry::new);
        entry.usedAt = elapsed.now();
        if (!entry.isFresh()) {
            entry.fetch();
        }
        Held held = entry.held;
        return held == null
                        || !entry.isFresh()
                        || reference.index() >= held.list().size()
                ? Optional.empty()
                : Optional.of(Status.of(held.list().get(reference.index())));
    }

    /**
     * Takes in a change, or a heartbeat. What does not follow on what a list holds leaves that list behind, to be fetched.
     * Numbers never go back, but for a reset said later than anything before: the server's store was restored.
     */
    void apply(StatusDelta delta) {
        if (delta.seq() < told.seq()) {
            if (!delta.reset() || !delta.issuedAt().isAfter(told.at())) {
                return;
            }
            forget();
        }
        if (!delta.reset()) {
            entries.values().forEach(entry -> entry.apply(delta));
        }
        told = new Told(delta.seq(), delta.issuedAt());
        if (delta.reset()) {
            entries.values().forEach(entry -> entry.behind = true);
        }
    }

    /** Trusts no list any more. */
    void forget() {
        entries.clear();
        told = new Told(0, Instant.EPOCH);
    }

    /** Fetches what is behind or old, and forgets what nobody asks for. */
    void maintain() {
        entries.values().removeIf(entry -> elapsed.since(entry.usedAt).compareTo(FORGOTTEN_AFTER) > 0);
        entries.values().stream().filter(Entry::isDue).forEach(Entry::fetch);
    }

    /** Only addresses of the issuer name a list: a passport cannot send us elsewhere. */
    private Optional<Integer> number(String uri) {
        if (!uri.startsWith(prefix) || uri.length() > prefix.length() + 9) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(uri, prefix.length(), uri.length(), 10);
            return uri.equals(prefix + number) && number >= 0 ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private final class Entry {
        private final int number;
        private final ReentrantLock fetching = new ReentrantLock();
        private volatile @Nullable Held held;
        private volatile boolean behind;
        private volatile long usedAt = elapsed.now();
        private volatile long triedAt = elapsed.longAgo();

        Entry(int number) {
            this.number = number;
        }

        boolean isFresh() {
            Held known = held;
            if (known == null) {
                return false;
            }
            Instant now = settings.clock().instant();
            if (!now.minus(settings.skew()).isBefore(known.token().expiresAt())) {
                return false;
            }
            return age(known, now).compareTo(known.token().ttl().multipliedBy(TTLS)) <= 0 || isConfirmed(known, now);
        }

        /** Whether the list and the changes taken into it are all there was a moment ago. */
        private boolean isConfirmed(Held known, Instant now) {
            Told newest = told;
            return !behind
                    && known.seq() >= newest.seq()
                    && !now.minus(settings.silence()).isAfter(newest.at());
        }

        boolean isDue() {
            Held known = held;
            if (known == null || behind || known.seq() < told.seq()) {
                return true;
            }
            Instant now = settings.clock().instant();
            Duration life =
                    Duration.between(known.token().issuedAt(), known.token().expiresAt());
            Duration patience = isConfirmed(known, now)
                    ? life.dividedBy(REFRESHES_IN_A_LIFE)
                    : known.token().ttl();
            return age(known, now).compareTo(patience) > 0;
        }

        private static Duration age(Held known, Instant now) {
            return Duration.between(known.token().issuedAt(), now);
        }

        void fetch() {
            fetching.lock();
            if (elapsed.since(triedAt).compareTo(PAUSE) < 0) {
                fetching.unlock();
                return;
            }
            try {
                Optional<String> text = server.list(number);
                if (text.isPresent()
                        && verifier.list(text.get(), prefix + number) instanceof Good<StatusListToken>(var token)) {
                    take(token);
                }
            } catch (IOException notHad) {
                // The list grows older; whether it may still be used is asked at each use.
            } finally {
                // Whoever waited meanwhile need not try again.
                triedAt = elapsed.now();
                fetching.unlock();
            }
        }

        /** Never goes back: an older list, served from some cache, says less than what is held. */
        private synchronized void take(StatusListToken token) {
            Held known = held;
            if (known == null
                    || token.seq() >= known.seq()
                            && !token.issuedAt().isBefore(known.token().issuedAt())) {
                held = new Held(token, token.list(), token.seq());
                behind = token.seq() < told.seq();
            }
        }

        synchronized void apply(StatusDelta delta) {
            Held known = held;
            if (known == null || known.seq() >= delta.seq() || known.seq() < delta.previous()) {
                return;
            }
            List<StatusChange> mine = delta.changes().stream()
                    .filter(change -> change.list() == number)
                    .toList();
            if (mine.stream().allMatch(change -> change.index() < known.list().size())) {
                StatusList changed =
                        mine.isEmpty() ? known.list() : known.list().with(mine);
                held = new Held(known.token(), changed, delta.seq());
            }
        }
    }
}
