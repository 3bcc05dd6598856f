// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.redis;

import dev.stack.revocation.Revocation;
import dev.stack.revocation.Revocation.Kind;
import dev.stack.vocabulary.OperatorId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamRecords;

/**
 * The form of the stream {@value #KEY} (ADR 0018). An entry of the log is {@code <seq>-0}; how far the log had come is
 * {@code <seq>-<milliseconds>}. Redis takes no id that is not larger than the last, so it keeps what several processes
 * write in the one order, each once.
 */
final class RevocationStream {

    static final String KEY = "stack:revocations";

    /** Entries kept; who is further behind reads the log. */
    static final long LENGTH_MAX = 10_000;

    private static final String KIND = "kind";
    private static final String OPERATOR = "operator";
    private static final String SUBJECT = "subject";
    private static final String AT = "at";
    private static final String FORGET = "forget";

    private RevocationStream() {}

    static byte[] key() {
        return bytes(KEY);
    }

    static ByteRecord entry(Revocation entry) {
        return record(
                RecordId.of(entry.seq(), 0),
                Map.of(
                        bytes(KIND), bytes(entry.kind().name()),
                        bytes(OPERATOR), bytes(entry.operator().value()),
                        bytes(SUBJECT), bytes(entry.subject()),
                        bytes(AT), bytes(entry.at().toString()),
                        bytes(FORGET), bytes(entry.forgetAt().toString())));
    }

    static ByteRecord heartbeat(long head, Instant at) {
        return record(RecordId.of(head, at.toEpochMilli()), Map.of(bytes(AT), bytes(at.toString())));
    }

    /** Reads an entry; throws any runtime exception when it is none of ours. */
    static Revocation entry(RecordId id, Map<String, String> fields) {
        return new Revocation(
                sequence(id),
                Kind.valueOf(field(fields, KIND)),
                new OperatorId(field(fields, OPERATOR)),
                field(fields, SUBJECT),
                Instant.parse(field(fields, AT)),
                Instant.parse(field(fields, FORGET)));
    }

    static boolean isHeartbeat(Map<String, String> fields) {
        return !fields.containsKey(KIND);
    }

    static Instant at(Map<String, String> fields) {
        return Instant.parse(field(fields, AT));
    }

    /** The place in the log that an id names. */
    static long sequence(RecordId id) {
        return Objects.requireNonNull(id.getTimestamp(), "an id of the stream has no number");
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("an entry of the stream has no " + name);
        }
        return value;
    }

    private static ByteRecord record(RecordId id, Map<byte[], byte[]> fields) {
        return StreamRecords.newRecord().in(key()).withId(id).ofBytes(fields);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
