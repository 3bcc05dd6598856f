// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * Says where an export goes on: the place in the chain and a signature over operator, filter and place, so that a cursor
 * leads nowhere but on along the very export it came from.
 */
@Component
final class Cursors {

    private static final int SIGNATURE = 16;
    private static final int LENGTH = Long.BYTES + SIGNATURE;

    private final CursorKey key;

    Cursors(CursorKey key) {
        this.key = key;
    }

    /** A cursor behind the entry at {@code chainSeq}. */
    String after(long chainSeq, OperatorId operator, AuditFilter filter) {
        byte[] cursor = ByteBuffer.allocate(LENGTH)
                .putLong(chainSeq)
                .put(signature(chainSeq, operator, filter))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /** The place a cursor stands behind. */
    long read(String cursor, OperatorId operator, AuditFilter filter) {
        byte[] bytes = decoded(cursor);
        if (bytes.length != LENGTH) {
            throw refused();
        }
        long chainSeq = ByteBuffer.wrap(bytes).getLong();
        byte[] given = Arrays.copyOfRange(bytes, Long.BYTES, LENGTH);
        if (!MessageDigest.isEqual(given, signature(chainSeq, operator, filter))) {
            throw refused();
        }
        return chainSeq;
    }

    private byte[] signature(long chainSeq, OperatorId operator, AuditFilter filter) {
        byte[] bound = (operator.value() + '\n' + filter.canonical()).getBytes(StandardCharsets.UTF_8);
        byte[] message = ByteBuffer.allocate(Long.BYTES + bound.length)
                .putLong(chainSeq)
                .put(bound)
                .array();
        return Arrays.copyOf(key.sign(message), SIGNATURE);
    }

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException malformed) {
            throw refused();
        }
    }

    private static Refusal refused() {
        return Refusal.invalid("The cursor does not belong to this export. Send next_cursor of the page before with the"
                + " same filters, or start again without a cursor.");
    }
}
