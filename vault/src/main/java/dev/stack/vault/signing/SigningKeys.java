// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.signing;

import dev.stack.passport.Ed25519;
import dev.stack.passport.KeySource;
import dev.stack.passport.PublicKey;
import dev.stack.passport.PublicKeys;
import dev.stack.passport.SigningKey;
import dev.stack.vault.Sealer;
import dev.stack.vault.SecretBytes;
import dev.stack.vault.signing.SigningKeyStore.Row;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The keys that sign passports. Any number of processes share them through one table: each reads it again every
 * {@link #REREAD}, and at once for a {@code kid} it does not know. A rotation is {@link #rotate()} and, from time to time,
 * {@link #advance()}: a new key is published {@link #PUBLISHED_AHEAD} before it signs, an old one stays {@link #STAYS}
 * after. Steps taken are returned, for the caller to record.
 */
public final class SigningKeys implements KeySource {

    /** Verifiers keep a key set this long, so no key signs sooner after it was published. */
    public static final Duration PUBLISHED_AHEAD = Duration.ofSeconds(300);

    /** 24 hours of extensions and the 24 hours in which an expired passport can be refreshed. */
    public static final Duration STAYS = Duration.ofHours(48);

    /** How old the picture of the table may get before it is read again. */
    static final Duration REREAD = Duration.ofSeconds(2);

    /** The least time between two readings for unknown keys: a {@code kid} comes from outside. */
    static final Duration REREAD_FOR_UNKNOWN = Duration.ofSeconds(1);

    /** A picture older than this is trusted no more: a withdrawn key must be gone everywhere within 60 s. */
    static final Duration STALE_MAX = Duration.ofSeconds(30);

    private final SigningKeyStore store;
    private final TransactionOperations transaction;
    private final Ed25519 ed25519;
    private final Clock clock;
    private final Map<String, SecretBytes> seeds = new ConcurrentHashMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable KeyRing ring;
    private volatile Instant triedAt = Instant.MIN;

    /**
     * Keys in {@code vault.signing_key}.
     *
     * @param transaction begins a transaction of its own: a key that signs must outlive a caller that rolls back
     */
    public SigningKeys(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Sealer sealer,
            Ed25519 ed25519,
            SecureRandom random,
            Clock clock) {
        this.store = new SigningKeyStore(jdbc, sealer, random);
        this.transaction = transaction;
        this.ed25519 = ed25519;
        this.clock = clock;
    }

    /** The key that signs now; made on the spot at the very first start. */
    public SigningKey current() {
        Optional<String> active = ring().active();
        if (active.isEmpty()) {
            start();
            active = ring().active();
        }
        return new SealedSigningKey(active.orElseThrow(() -> unavailable("There is no active signing key.")));
    }

    /** The key of that id, to sign again what it signed before; empty when it is unknown, too old or withdrawn. */
    public Optional<SigningKey> signingKey(String kid) {
        return ring().signing().contains(kid) ? Optional.of(new SealedSigningKey(kid)) : Optional.empty();
    }

    /** The public key of that id, while it is trusted. */
    @Override
    public Optional<PublicKey> find(String kid) {
        Optional<PublicKey> known = ring().publicKeys().find(kid);
        return known.isPresent() || !PublicKeys.isKid(kid)
                ? known
                : ring(REREAD_FOR_UNKNOWN).publicKeys().find(kid);
    }

    @Override
    public boolean isWithdrawn(String kid) {
        return ring().withdrawn().contains(kid);
    }

    /** The keys that were trusted once and are void now, in the order they were made. */
    public List<String> withdrawn() {
        return ring().withdrawn();
    }

    /** Every key to verify with. */
    public PublicKeys publicKeys() {
        return ring().publicKeys();
    }

    /**
     * The public key set as UTF-8 JSON (RFC 7517); from memory, the same for every request. When the table of keys cannot
     * be read, the last set that was: verifiers elsewhere must go on working.
     */
    public byte[] jwks() {
        KeyRing known = ring;
        try {
            return ring().jwks().clone();
        } catch (Refusal away) {
            if (known == null) {
                throw away;
            }
            return known.jwks().clone();
        }
    }

    /** At the first start of all: makes a key that signs at once. Later: nothing. */
    public List<KeyChange> start() {
        return changing(() -> isAnyActive() ? List.of() : List.of(insertActive()));
    }

    /** Makes a key and publishes it; {@link #advance()} lets it sign when verifiers have had time to fetch it. */
    public List<KeyChange> rotate() {
        return changing(() -> {
            String kid = store.insertNew(clock.instant());
            return List.of(moved(kid, KeyState.PUBLISHED));
        });
    }

    /** Begins a turn when the key that signs was published before {@code then} and no successor is on its way. */
    public List<KeyChange> rotateIfPublishedBefore(Instant then) {
        boolean due = inState(KeyState.ACTIVE)
                .map(Row::publishedAt)
                .filter(then::isAfter)
                .isPresent();
        return due && inState(KeyState.PUBLISHED).isEmpty() ? rotate() : List.of();
    }

    /** Makes a key nobody knows yet. */
    public KeyChange prepare() {
        return changing(() -> {
                    Instant now = clock.instant();
                    return List.of(new KeyChange(store.insertNew(now), KeyState.PREPARED, now));
                })
                .getFirst();
    }

    /** Puts a prepared key into the public set. */
    public KeyChange publish(String kid) {
        return changing(() -> {
                    require(kid, KeyState.PREPARED);
                    return List.of(moved(kid, KeyState.PUBLISHED));
                })
                .getFirst();
    }

    /** Lets a key sign that was published long enough ago, and retires the one before. */
    public List<KeyChange> activate(String kid) {
        return changing(() -> {
            Row row = require(kid, KeyState.PUBLISHED);
            if (!isRipe(row)) {
                throw new Refusal(
                        ErrorCode.CONFLICT,
                        "Signing key " + kid + " was published less than " + PUBLISHED_AHEAD.toSeconds()
                                + " s ago and verifiers may not have it; try again later.");
            }
            return succeed(kid);
        });
    }

    /** Takes the steps whose time has come: the newest ripe key starts to sign, old private halves are erased. */
    public List<KeyChange> advance() {
        return changing(() -> {
            store.eraseSeedsRetiredBefore(clock.instant().minus(STAYS));
            return inState(KeyState.PUBLISHED)
                    .filter(this::isRipe)
                    .map(row -> succeed(row.kid()))
                    .orElse(List.of());
        });
    }

    /**
     * Trusts a key no more, at once here and within {@link #REREAD} in other processes. If it was the one that signs,
     * another takes its place at once: a published one, else a new one.
     */
    public List<KeyChange> withdraw(String kid) {
        return changing(() -> {
            KeyState before = store.find(kid).orElseThrow(() -> unknown(kid)).state();
            if (before == KeyState.WITHDRAWN) {
                return List.of();
            }
            List<KeyChange> changes = new ArrayList<>();
            changes.add(moved(kid, KeyState.WITHDRAWN));
            if (before == KeyState.ACTIVE) {
                changes.add(inState(KeyState.PUBLISHED)
                        .map(row -> moved(row.kid(), KeyState.ACTIVE))
                        .orElseGet(this::insertActive));
            }
            return changes;
        });
    }

    private KeyChange insertActive() {
        String kid = store.insertNew(clock.instant());
        moved(kid, KeyState.PUBLISHED);
        return moved(kid, KeyState.ACTIVE);
    }

    private List<KeyChange> succeed(String kid) {
        List<KeyChange> changes = new ArrayList<>();
        inState(KeyState.ACTIVE).ifPresent(active -> changes.add(moved(active.kid(), KeyState.RETIRED)));
        changes.add(moved(kid, KeyState.ACTIVE));
        return changes;
    }

    private KeyChange moved(String kid, KeyState to) {
        Instant now = clock.instant();
        store.move(kid, to, now);
        return new KeyChange(kid, to, now);
    }

    private boolean isAnyActive() {
        return inState(KeyState.ACTIVE).isPresent();
    }

    /** The newest one in that state. */
    private Optional<Row> inState(KeyState state) {
        return store.all().reversed().stream()
                .filter(row -> row.state() == state)
                .findFirst();
    }

    private boolean isRipe(Row row) {
        Instant published = Objects.requireNonNull(row.publishedAt());
        return !clock.instant().isBefore(published.plus(PUBLISHED_AHEAD));
    }

    private Row require(String kid, KeyState state) {
        Row row = store.find(kid).orElseThrow(() -> unknown(kid));
        if (row.state() != state) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Signing key " + kid + " is " + row.state().wire() + "; for this it must be " + state.wire() + ".");
        }
        return row;
    }

    private List<KeyChange> changing(Supplier<List<KeyChange>> change) {
        List<KeyChange> changes = Objects.requireNonNull(transaction.execute(status -> {
            store.lock();
            return change.get();
        }));
        ring = null;
        triedAt = Instant.MIN;
        return changes;
    }

    private byte[] sign(String kid, byte[] message) {
        if (!ring().signing().contains(kid)) {
            throw unavailable("Signing key " + kid + " signs no more; ask again, another one does.");
        }
        SecretBytes seed = seeds.computeIfAbsent(
                kid, id -> store.openSeed(id).orElseThrow(() -> unavailable("Signing key " + id + " is erased.")));
        return seed.read(bytes -> ed25519.sign(bytes, message));
    }

    private KeyRing ring() {
        return ring(REREAD);
    }

    /** A picture read within {@code age}, or a somewhat older one while another thread reads or the table is away. */
    private KeyRing ring(Duration age) {
        KeyRing known = ring;
        Instant now = clock.instant();
        if (known != null && (isWithin(known.readAt(), age, now) || isWithin(triedAt, age, now))) {
            return ifFresh(known, now);
        }
        if (known != null && isWithin(known.readAt(), STALE_MAX, now)) {
            return reading.tryLock() ? reread(known, now, age) : known;
        }
        reading.lock();
        return reread(ring, now, age);
    }

    /** Holds {@link #reading} when it begins, and not when it ends. */
    private KeyRing reread(@Nullable KeyRing known, Instant now, Duration age) {
        try {
            KeyRing newest = ring;
            if (newest != null && isWithin(newest.readAt(), age, now)) {
                return newest;
            }
            if (newest != null && isWithin(triedAt, age, clock.instant())) {
                return ifFresh(newest, now); // It failed for who had the lock before.
            }
            KeyRing read = KeyRing.of(store.all(), now);
            ring = read;
            forgetSeedsBut(read);
            return read;
        } catch (DataAccessException | TransactionException away) {
            triedAt = clock.instant();
            if (known == null) {
                throw unavailable("The table of signing keys cannot be read.");
            }
            return ifFresh(known, now);
        } finally {
            reading.unlock();
        }
    }

    private static KeyRing ifFresh(KeyRing known, Instant now) {
        if (isWithin(known.readAt(), STALE_MAX, now)) {
            return known;
        }
        throw unavailable("The table of signing keys could not be read for " + STALE_MAX.toSeconds() + " s.");
    }

    private void forgetSeedsBut(KeyRing read) {
        seeds.forEach((kid, seed) -> {
            if (!read.signing().contains(kid) && seeds.remove(kid, seed)) {
                seed.close();
            }
        });
    }

    private static boolean isWithin(Instant then, Duration age, Instant now) {
        return !then.isAfter(now) && then.isAfter(now.minus(age));
    }

    private static Refusal unavailable(String message) {
        return new Refusal(ErrorCode.UNAVAILABLE, message);
    }

    private static Refusal unknown(String kid) {
        return Refusal.notFound("Signing key", kid);
    }

    private final class SealedSigningKey implements SigningKey {
        private final String kid;

        SealedSigningKey(String kid) {
            this.kid = kid;
        }

        @Override
        public String kid() {
            return kid;
        }

        @Override
        public byte[] sign(byte[] message) {
            return SigningKeys.this.sign(kid, message);
        }
    }
}
