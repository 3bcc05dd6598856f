// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.OperationClaim;
import dev.stack.call.PassportState;
import dev.stack.edge.egress.Destination;
import dev.stack.edge.scope.OutboundRequest;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.json.Members;
import dev.stack.passport.PassportClaims;
import dev.stack.vocabulary.CallId;
import dev.stack.vocabulary.ConnectionAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call that may be made: exactly what will be sent, where to, and through which connection. */
record DecidedCall(
        PassportClaims claims,
        PassportState state,
        ConnectionAccess access,
        boolean declared,
        OutboundRequest request,
        Destination destination,
        boolean stream) {

    private static final int PATH_SHOWN = 512;

    DecidedCall with(ConnectionAccess fresh) {
        return new DecidedCall(claims, state, fresh, declared, request, destination, stream);
    }

    CallAdmitted admitted(CallId id, @Nullable OperationClaim claim, Instant at) {
        return new CallAdmitted(
                claims.operator(),
                id,
                claims.jti(),
                claims.agent(),
                claims.mission(),
                access.connection(),
                access.provider(),
                access.secretVersion(),
                declared,
                request.method(),
                request.url().host(),
                Members.cut(request.url().pathname(), PATH_SHOWN),
                request.bodyLength(),
                claim == null ? null : claim.id(),
                at);
    }
}
