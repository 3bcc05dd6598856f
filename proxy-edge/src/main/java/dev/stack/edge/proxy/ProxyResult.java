// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

/** What a caller gets for a call. */
public sealed interface ProxyResult {

    /**
     * The whole answer of the service, wrapped.
     *
     * @param json the body of our answer
     * @param repeated whether it is the recorded answer of an earlier request
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared never
    record Whole(byte[] json, boolean repeated) implements ProxyResult {}

    /** The service's answer as it arrives. The taker pumps it, and closes it. */
    record Streamed(StreamedCall call) implements ProxyResult {}
}
