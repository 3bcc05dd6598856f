// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.RandomText;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Data keys: AES-256 keys of one operator for one purpose, stored wrapped by a {@link Kek} and bound to
 * their place. A shared key seals at most {@link #USES_MAX} times over all processes, far below where random nonces get
 * dangerous (NIST SP 800-38D, section 8.3: 2^32): each process draws uses in blocks and forgets what it did not use.
 */
final class DataKeys {

    /** Most boxes under one key. */
    static final long USES_MAX = 1L << 30;

    /** Uses drawn at once by one process. */
    static final int BLOCK = 1 << 16;

    /** A shared key seals this long, then a new one does. */
    static final Duration SEALS_FOR = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final TransactionOperations ownTransaction;
    private final Keks keks;
    private final DataKeyCache cache;
    private final SecureRandom random;
    private final Clock clock;
    private final int blocksMax;
    private final Map<Place, Block> blocks = new HashMap<>();

    /**
     * Keys in {@code vault.data_key}.
     *
     * @param ownTransaction begins a transaction of its own: a shared key must outlive a caller that rolls back
     */
    DataKeys(
            JdbcClient jdbc,
            TransactionOperations ownTransaction,
            Keks keks,
            DataKeyCache cache,
            int blocksMax,
            SecureRandom random,
            Clock clock) {
        this.jdbc = jdbc;
        this.ownTransaction = ownTransaction;
        this.keks = keks;
        this.cache = cache;
        this.blocksMax = blocksMax;
        this.random = random;
        this.clock = clock;
    }

    /** A data key in clear; closing it overwrites it. */
    record DataKey(String id, SecretBytes bytes) implements AutoCloseable {
        @Override
        public void close() {
            bytes.close();
        }
    }

    private record Place(OperatorId operator, String purpose) {}

    private static final class Block {
        final String keyId;
        final Instant until;
        int left = BLOCK;

        Block(String keyId, Instant until) {
            this.keyId = keyId;
            this.until = until;
        }
    }

    /** A new key for one box, in the caller's transaction. */
    DataKey mint(OperatorId operator, String purpose) {
        String id = "dk_" + RandomText.of(22, random);
        byte[] fresh = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(fresh);
        var key = new DataKey(id, SecretBytes.owning(fresh));
        Kek kek = keks.current();
        byte[] wrapped;
        try {
            wrapped = key.bytes().read(bytes -> kek.wrap(bytes, new KeyPlace(operator, purpose, id)));
        } catch (RuntimeException refused) {
            key.close();
            throw refused;
        }
        jdbc.sql("insert into vault.data_key (id, operator_id, purpose, kek_id, wrapped, created_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(id, operator.value(), purpose, kek.id(), wrapped, Timestamp.from(clock.instant()))
                .update();
        return key;
    }

    /** The key that seals now for this operator and purpose; counts one use. */
    DataKey toSeal(OperatorId operator, String purpose) {
        String id = draw(new Place(operator, purpose));
        return open(operator, purpose, id).orElseThrow(() -> new IntegrityFailure("the data key that seals is gone"));
    }

    /** The key of that id, if it was not destroyed. */
    Optional<DataKey> open(OperatorId operator, String purpose, String id) {
        Optional<SecretBytes> cached = cache.get(cacheName(operator, purpose, id));
        if (cached.isPresent()) {
            return cached.map(bytes -> new DataKey(id, bytes));
        }
        return jdbc.sql("select kek_id, wrapped from vault.data_key where id = ?")
                .param(id)
                .query(Wrapped.class)
                .optional()
                .map(row -> {
                    SecretBytes key =
                            keks.named(row.kekId()).unwrap(row.wrapped(), new KeyPlace(operator, purpose, id));
                    cache.put(cacheName(operator, purpose, id), key);
                    return new DataKey(id, key);
                });
    }

    /** A data key as it lies in the table. */
    record Wrapped(String kekId, byte[] wrapped) {}

    /** Keeps it in memory no more, such as after it did not open what it should have. */
    void forget(OperatorId operator, String purpose, String id) {
        cache.remove(cacheName(operator, purpose, id));
    }

    /** Erases the key and with it everything sealed under it. */
    void destroy(OperatorId operator, String purpose, String id) {
        jdbc.sql("delete from vault.data_key where id = ?").param(id).update();
        cache.remove(cacheName(operator, purpose, id));
    }

    private synchronized String draw(Place place) {
        Block block = blocks.get(place);
        if (block == null || block.left == 0 || !clock.instant().isBefore(block.until)) {
            if (blocks.size() >= blocksMax) {
                blocks.clear();
            }
            block = new Block(reserve(place), clock.instant().plus(Duration.ofHours(1)));
            blocks.put(place, block);
        }
        block.left--;
        return block.keyId;
    }

    private String reserve(Place place) {
        String id = ownTransaction.execute(status -> {
            String reserved = reserveOfExisting(place);
            return reserved != null ? reserved : reserveOfNew(place);
        });
        return Objects.requireNonNull(id);
    }

    private @Nullable String reserveOfExisting(Place place) {
        return jdbc.sql("""
                        update vault.data_key set uses = uses + :block where id = (
                            select id from vault.data_key
                            where operator_id = :operator and purpose = :purpose and kek_id = :kek
                              and uses + :block <= :most and created_at > :since
                            order by created_at desc limit 1)
                          and uses + :block <= :most
                        returning id""")
                .param("block", BLOCK)
                .param("operator", place.operator().value())
                .param("purpose", place.purpose())
                .param("kek", keks.current().id())
                .param("most", USES_MAX)
                .param("since", Timestamp.from(clock.instant().minus(SEALS_FOR)))
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private String reserveOfNew(Place place) {
        try (DataKey key = mint(place.operator(), place.purpose())) {
            jdbc.sql("update vault.data_key set uses = ? where id = ?")
                    .params(BLOCK, key.id())
                    .update();
            return key.id();
        }
    }

    /** Holds all that the wrapping binds: a key found for one operator is never handed to another. */
    private static String cacheName(OperatorId operator, String purpose, String id) {
        return operator.value() + ' ' + id + ' ' + purpose;
    }
}
