// SPDX-License-Identifier: Apache-2.0
package dev.stack.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The hash that links an entry to its predecessor (ADR 0002). Layout version {@code 0x10}:
 *
 * <pre>
 * entry hash      = SHA-256(0x10 ‖ previous hash ‖ field* ‖ payload digest ‖ metadata digest)
 * payload digest  = SHA-256(0x11 ‖ stored bytes)
 * metadata digest = SHA-256(0x12 ‖ stored bytes)
 * field           = 0xFFFFFFFF                          when null
 *                 | length (4 bytes) ‖ UTF-8 bytes      for a text
 *                 | 0x00000008 ‖ 8 bytes                for a number, two's complement
 * </pre>
 *
 * All numbers are big-endian; fields come in the order of {@link EntryFacts}. The first byte tells the three inputs
 * apart, from each other and from the 0x00 and 0x01 of an RFC 9162 tree over the entries.
 */
public final class ChainHash {

    private static final byte ENTRY = 0x10;
    private static final byte PAYLOAD = 0x11;
    private static final byte METADATA = 0x12;
    private static final byte[] NULL = {-1, -1, -1, -1};

    private ChainHash() {}

    /** The digest under which a stored payload enters its entry's hash. */
    public static Hash payload(byte[] stored) {
        return prefixed(PAYLOAD, stored);
    }

    /** The digest under which stored metadata enter their entry's hash. */
    public static Hash metadata(byte[] stored) {
        return prefixed(METADATA, stored);
    }

    /** The hash of an entry that follows {@code previous}. */
    public static Hash entry(EntryFacts facts, Hash previous) {
        MessageDigest digest = sha256();
        digest.update(ENTRY);
        previous.addTo(digest);
        text(digest, facts.entryId());
        text(digest, facts.chainId());
        number(digest, facts.chainSeq());
        number(digest, facts.timestamp());
        text(digest, facts.event());
        number(digest, facts.revision());
        text(digest, facts.aggregateType());
        text(digest, facts.aggregateId());
        number(digest, facts.aggregateSequence());
        text(digest, facts.agentId());
        text(digest, facts.passportJti());
        text(digest, facts.missionId());
        text(digest, facts.layer());
        text(digest, facts.action());
        text(digest, facts.outcome());
        text(digest, facts.errorCode());
        text(digest, facts.errorMessage());
        text(digest, facts.traceId());
        text(digest, facts.spanId());
        text(digest, facts.parentSpanId());
        text(digest, facts.actor());
        number(digest, facts.durationMs());
        facts.payloadDigest().addTo(digest);
        facts.metadataDigest().addTo(digest);
        return Hash.of(digest.digest());
    }

    private static Hash prefixed(byte prefix, byte[] stored) {
        MessageDigest digest = sha256();
        digest.update(prefix);
        digest.update(stored);
        return Hash.of(digest.digest());
    }

    private static void text(MessageDigest digest, @Nullable String text) {
        if (text == null) {
            digest.update(NULL);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, utf8.length));
        digest.update(utf8);
    }

    private static void number(MessageDigest digest, @Nullable Long number) {
        if (number == null) {
            digest.update(NULL);
            return;
        }
        digest.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(0, Long.BYTES)
                .putLong(Integer.BYTES, number));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // Every Java platform has it.
        }
    }
}
