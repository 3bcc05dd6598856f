// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.redis;

import dev.stack.revocation.Revocation;
import dev.stack.revocation.RevocationInbox;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Reads the stream of revocations as it grows. Whatever goes wrong, the edge learns by the silence and reads the log. */
public final class RedisFeed implements AutoCloseable {

    /** Heartbeats come twice in this time. */
    static final Duration BLOCK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(RedisFeed.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final int AT_ONCE = 1_000;

    private final StringRedisTemplate redis;
    private final RevocationInbox inbox;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private ReadOffset from = ReadOffset.latest();

    RedisFeed(StringRedisTemplate redis, RevocationInbox inbox) {
        this.redis = redis;
        this.inbox = inbox;
        this.thread = Thread.ofPlatform().name("stack-redis-feed").daemon().unstarted(this::readUntilClosed);
    }

    /** Tells {@code inbox} what a Redis without a password carries, over a connection of its own, until it is closed. */
    public static RedisFeed of(URI url, RevocationInbox inbox) {
        LettuceConnectionFactory connections = RedisConnections.open(url, null, "", BLOCK.multipliedBy(2));
        var feed = new RedisFeed(new StringRedisTemplate(connections), inbox);
        feed.start();
        return feed;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUntilClosed() {
        Duration pause = Duration.ZERO;
        while (!isClosed(pause)) {
            try {
                read();
                pause = Duration.ZERO;
            } catch (RuntimeException lost) {
                LOG.debug("the stream of revocations cannot be read: {}", lost.getMessage());
                pause = PAUSE;
            }
        }
    }

    private void read() {
        List<MapRecord<String, String, String>> records = redis.<String, String>opsForStream()
                .read(
                        StreamReadOptions.empty().block(BLOCK).count(AT_ONCE),
                        StreamOffset.create(RevocationStream.KEY, from));
        if (records == null || records.isEmpty()) {
            from = ReadOffset.latest(); // Perhaps the stream began anew, at smaller numbers.
            return;
        }
        from = ReadOffset.from(records.getLast().getId());
        List<Revocation> entries = new ArrayList<>();
        for (MapRecord<String, String, String> record : records) {
            take(record.getId(), record.getValue(), entries);
        }
        if (!entries.isEmpty()) {
            inbox.entries(entries);
        }
    }

    private void take(RecordId id, Map<String, String> fields, List<Revocation> entries) {
        try {
            if (RevocationStream.isHeartbeat(fields)) {
                inbox.heartbeat(RevocationStream.sequence(id), RevocationStream.at(fields));
            } else {
                entries.add(RevocationStream.entry(id, fields));
            }
        } catch (RuntimeException notOurs) {
            LOG.warn("an entry of the stream of revocations is none of ours: {}", notOurs.getMessage());
            inbox.wake();
        }
    }

    private boolean isClosed(Duration patience) {
        try {
            return closed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
