// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.edge.scope.OutboundRequest;
import dev.stack.vault.Credential;
import dev.stack.vocabulary.ConnectionAccess;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A call ready to be sent, and the scan for what was put into it. Both are overwritten when this is closed. */
final class PreparedCall implements AutoCloseable {

    private final OutgoingRequest outgoing;
    private final SecretScan scan;
    private boolean scanKept;

    private PreparedCall(OutgoingRequest outgoing, SecretScan scan) {
        this.outgoing = outgoing;
        this.scan = scan;
    }

    static PreparedCall of(
            OutboundRequest request,
            Destination destination,
            ConnectionAccess access,
            Credential credential,
            Clock clock) {
        List<Injected> injected = OutgoingRequest.inject(access, credential);
        try {
            OutgoingRequest outgoing = OutgoingRequest.of(request, destination, access, injected, clock);
            List<byte[]> secrets = new ArrayList<>();
            injected.forEach(part -> secrets.addAll(part.secrets()));
            return new PreparedCall(outgoing, new SecretScan(secrets));
        } finally {
            injected.forEach(Injected::close);
        }
    }

    OutgoingRequest outgoing() {
        return outgoing;
    }

    SecretScan scan() {
        return scan;
    }

    /** The scan is still needed: it is closed elsewhere. */
    void keepScan() {
        scanKept = true;
    }

    @Override
    public void close() {
        outgoing.close();
        if (!scanKept) {
            scan.close();
        }
    }
}
