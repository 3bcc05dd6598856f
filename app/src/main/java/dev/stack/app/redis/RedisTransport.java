// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.redis;

import dev.stack.revocation.Revocation;
import dev.stack.revocation.Revocation.Kind;
import dev.stack.revocation.RevocationTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStreamCommands.XAddOptions;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.core.types.Expiration;

/**
 * Writes revocations to Redis: the stream that edges read, and the channel and keys of the API for listeners outside,
 * which nobody here reads. For one thread.
 */
final class RedisTransport implements RevocationTransport {

    private static final byte[] CHANNEL = "stack:revoked".getBytes(StandardCharsets.UTF_8);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A key outlives its passport by a day; the log itself keeps an entry five minutes longer than the passport. */
    private static final Duration KEY_OUTLIVES_ENTRY = Duration.ofHours(24).minusMinutes(5);

    private final RedisConnectionFactory connections;
    private final CircuitBreaker breaker = new CircuitBreaker(PAUSE);
    private long aheadOfUs;

    RedisTransport(RedisConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public List<Revocation> publish(List<Revocation> entries, Instant now) {
        return with(redis -> {
            List<Revocation> first = new ArrayList<>();
            for (Revocation entry : entries) {
                if (add(redis, RevocationStream.entry(entry))) {
                    first.add(entry);
                    mark(redis, entry, now);
                }
            }
            return first;
        });
    }

    @Override
    public void heartbeat(long head, Instant at) {
        with(redis -> {
            if (!add(redis, RevocationStream.heartbeat(head, at))) {
                dropAnotherLife(redis, head);
            }
            return true;
        });
    }

    @Override
    public void announce(String notice) {
        with(redis -> {
            redis.publish(CHANNEL, notice.getBytes(StandardCharsets.UTF_8));
            return true;
        });
    }

    private <T> T with(Function<RedisConnection, T> work) {
        return breaker.call(() -> {
            try (RedisConnection redis = connections.getConnection()) {
                return work.apply(redis);
            }
        });
    }

    /** Whether nobody had added it, or something later, before. */
    private static boolean add(RedisConnection redis, ByteRecord record) {
        try {
            redis.streamCommands()
                    .xAdd(
                            record,
                            XAddOptions.maxlen(RevocationStream.LENGTH_MAX).approximateTrimming(true));
            return true;
        } catch (RedisSystemException refused) {
            if (String.valueOf(refused.getMessage()).contains("equal or smaller")
                    || String.valueOf(refused.getCause()).contains("equal or smaller")) {
                return false;
            }
            throw refused;
        }
    }

    private static void mark(RedisConnection redis, Revocation entry, Instant now) {
        if (entry.kind() == Kind.PASSPORT) {
            Duration life = Duration.between(now, entry.forgetAt()).plus(KEY_OUTLIVES_ENTRY);
            redis.stringCommands()
                    .set(
                            ("revoked:" + entry.subject()).getBytes(StandardCharsets.UTF_8),
                            new byte[] {'1'},
                            SetCondition.upsert(),
                            Expiration.from(life));
        }
    }

    /**
     * A stream that was ahead of the log half a second ago and still is belongs to another life of the database, such as the
     * one before a restore.
     */
    private void dropAnotherLife(RedisConnection redis, long head) {
        if (aheadOfUs > head) {
            redis.keyCommands().del(RevocationStream.key());
            aheadOfUs = 0;
            return;
        }
        aheadOfUs = last(redis)
                .map(record -> RevocationStream.sequence(record.getId()))
                .orElse(0L);
    }

    private static Optional<ByteRecord> last(RedisConnection redis) {
        List<ByteRecord> found = redis.streamCommands()
                .xRevRange(
                        RevocationStream.key(), Range.unbounded(), Limit.limit().count(1));
        return Optional.ofNullable(found).flatMap(records -> records.stream().findFirst());
    }
}
