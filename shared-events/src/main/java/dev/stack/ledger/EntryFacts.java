// SPDX-License-Identifier: Apache-2.0
package dev.stack.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Everything an entry says, as it is stored: each component is a column of the ledger, a member of the audit export and
 * an input of the hash, in this order.
 *
 * @param chainId the operator's id, or {@code system}
 * @param chainSeq 1 for the first entry of a chain, without gaps
 * @param timestamp milliseconds since 1970, by the database's clock; never goes back along a chain
 * @param event stable name of the event, such as {@code passport.issued}
 * @param revision revision of that event's form
 * @param aggregateSequence 0 for the first event of an aggregate
 * @param durationMs how long the recorded operation took
 * @param payloadDigest {@link ChainHash#payload} of the stored bytes
 * @param metadataDigest {@link ChainHash#metadata} of the stored bytes
 */
public record EntryFacts(
        String entryId,
        String chainId,
        long chainSeq,
        long timestamp,
        String event,
        long revision,
        @Nullable String aggregateType,
        String aggregateId,
        long aggregateSequence,
        @Nullable String agentId,
        @Nullable String passportJti,
        @Nullable String missionId,
        String layer,
        String action,
        String outcome,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String traceId,
        @Nullable String spanId,
        @Nullable String parentSpanId,
        @Nullable String actor,
        @Nullable Long durationMs,
        Hash payloadDigest,
        Hash metadataDigest) {

    /** The same facts at their place in the chain, which is known only when the chain is locked. */
    public EntryFacts at(long chainSeq, long timestamp) {
        return new EntryFacts(
                entryId,
                chainId,
                chainSeq,
                timestamp,
                event,
                revision,
                aggregateType,
                aggregateId,
                aggregateSequence,
                agentId,
                passportJti,
                missionId,
                layer,
                action,
                outcome,
                errorCode,
                errorMessage,
                traceId,
                spanId,
                parentSpanId,
                actor,
                durationMs,
                payloadDigest,
                metadataDigest);
    }
}
