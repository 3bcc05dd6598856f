// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import dev.stack.passport.Jwks;
import dev.stack.passport.KeySource;
import dev.stack.passport.PublicKey;
import dev.stack.passport.PublicKeys;
import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The published keys, from memory. They are fetched again every {@link #REFRESH}, and for a {@code kid} that is unknown at
 * most every {@link #REFRESH_FOR_UNKNOWN}; a set that could not be fetched anew for {@link #STALE} is trusted no more, so
 * that a withdrawn key is gone within a minute even if nothing else is heard.
 */
final class KnownKeys implements KeySource {

    static final Duration REFRESH = Duration.ofSeconds(15);
    static final Duration REFRESH_FOR_UNKNOWN = Duration.ofSeconds(5);
    static final Duration STALE = Duration.ofSeconds(45);

    private static final int WITHDRAWN_MAX = 10_000;

    private final StatusServer server;
    private final Elapsed elapsed;
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Held held;
    private volatile long triedAt;

    KnownKeys(StatusServer server, Elapsed elapsed) {
        this.server = server;
        this.elapsed = elapsed;
        this.triedAt = elapsed.longAgo();
    }

    private record Held(PublicKeys keys, long at) {}

    @Override
    public Optional<PublicKey> find(String kid) {
        Held known = held;
        return known == null || withdrawn.contains(kid)
                ? Optional.empty()
                : known.keys().find(kid);
    }

    boolean isFresh() {
        Held known = held;
        return known != null && elapsed.since(known.at()).compareTo(STALE) <= 0;
    }

    /** Fetches the set if it is old; keeps the one there is when that fails. */
    void refreshIfOld() {
        Held known = held;
        if (known == null || elapsed.since(known.at()).compareTo(REFRESH) > 0) {
            refresh(Duration.ofSeconds(1));
        }
    }

    /** Fetches the set because it may lack a key; whether it was fetched. */
    boolean refreshForUnknown() {
        return refresh(held == null ? Duration.ofSeconds(1) : REFRESH_FOR_UNKNOWN);
    }

    @Override
    public boolean isWithdrawn(String kid) {
        return withdrawn.contains(kid);
    }

    /** Trusts these no more, whatever a set says; whether that is news. */
    boolean withdraw(Collection<String> kids) {
        if (withdrawn.containsAll(kids)) {
            return false;
        }
        if (withdrawn.size() + kids.size() <= WITHDRAWN_MAX) {
            withdrawn.addAll(kids);
        }
        held = null;
        triedAt = elapsed.longAgo();
        return true;
    }

    private boolean refresh(Duration pause) {
        fetching.lock();
        if (elapsed.since(triedAt).compareTo(pause) < 0) {
            fetching.unlock();
            return false;
        }
        try {
            long began = elapsed.now();
            held = new Held(Jwks.parse(server.keys()), began);
            return true;
        } catch (IOException | Refusal notHad) {
            return false;
        } finally {
            // Whoever waited meanwhile need not try again.
            triedAt = elapsed.now();
            fetching.unlock();
        }
    }
}
