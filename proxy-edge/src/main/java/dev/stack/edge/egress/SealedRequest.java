// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** What the client library is shown of a call: its method. The rest is bytes it never sees. */
final class SealedRequest extends BasicClassicHttpRequest {

    private static final long serialVersionUID = 1L;

    private final transient OutgoingRequest outgoing;

    SealedRequest(OutgoingRequest outgoing) {
        super(outgoing.method(), "/");
        this.outgoing = outgoing;
    }

    OutgoingRequest outgoing() {
        return outgoing;
    }
}
