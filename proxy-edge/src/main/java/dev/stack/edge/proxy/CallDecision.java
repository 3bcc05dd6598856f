// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.Connections;
import dev.stack.call.PassportState;
import dev.stack.edge.egress.Destination;
import dev.stack.edge.egress.Egress;
import dev.stack.edge.proxy.OutOfScope.Kind;
import dev.stack.edge.proxy.ServiceChoice.Chosen;
import dev.stack.edge.proxy.VerifiedTokens.Token;
import dev.stack.edge.scope.ConstraintEvaluator;
import dev.stack.edge.scope.Decision;
import dev.stack.edge.scope.OutboundRequest;
import dev.stack.edge.scope.OutboundUrl;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides whether a passport allows a call, on exactly the request that will be sent. No byte leaves meanwhile. */
final class CallDecision {

    private final Connections connections;
    private final Egress egress;
    private final ConstraintEvaluator constraints = new ConstraintEvaluator();

    CallDecision(Connections connections, Egress egress) {
        this.connections = connections;
        this.egress = egress;
    }

    /** {@code found} is the connection that was foreseen. */
    DecidedCall decide(Token token, PassportState state, ProxyRequest asked, Optional<ConnectionAccess> found) {
        Chosen chosen = ServiceChoice.choose(token, asked.service());
        String service = chosen.scope().provider();
        ConnectionAccess access = usable(
                found.filter(one -> one.connection().equals(chosen.scope().connectionId())), chosen);
        OutboundUrl url =
                inScope(Kind.DESTINATION, service, () -> OutboundUrl.parse(Placeholders.fill(asked.url(), access))
                        .withQuery(asked.query()));
        OutboundRequest request =
                OutboundRequest.of(asked.method(), url, Egress.passable(asked.headers(), access), asked.body());
        BodyForm.check(request, asked.body());
        Destination destination = inScope(Kind.DESTINATION, service, () -> egress.resolve(url, access));
        if (constraints.evaluate(chosen.scope(), request) instanceof Decision.Deny deny) {
            throw new OutOfScope(
                    new Refusal(ErrorCode.FORBIDDEN, deny.message(), deny.details()).because("constraint"),
                    Kind.CONSTRAINT,
                    service);
        }
        return new DecidedCall(token.claims(), state, access, chosen.declared(), request, destination, asked.stream());
    }

    /** A credential that is about to expire is renewed first. */
    DecidedCall withFreshCredential(DecidedCall call) {
        return call.with(connections.fresh(call.access()));
    }

    /** What the decision rested on still stands. A newer credential changes nothing: the older one finishes the call. */
    void requireUnchanged(DecidedCall call, Optional<ConnectionAccess> found) {
        ConnectionAccess decided = call.access();
        boolean same = found.map(now -> now.withCredential(decided.secretVersion(), decided.credentialExpiresAt()))
                .filter(decided::equals)
                .isPresent();
        if (!same) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Connection " + decided.connection()
                            + " was changed while the call was decided; nothing was sent. Send the request again.");
        }
    }

    /** A target that is forbidden is out of scope; one that is merely malformed is the caller's mistake. */
    private static <T> T inScope(Kind kind, String service, Supplier<T> step) {
        try {
            return step.get();
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.FORBIDDEN) {
                throw new OutOfScope(refusal.finding().isPresent() ? refusal : refusal.because("url"), kind, service);
            }
            throw refusal;
        }
    }

    private static ConnectionAccess usable(Optional<ConnectionAccess> found, Chosen chosen) {
        String id = chosen.scope().connectionId().value();
        ConnectionAccess access = found.filter(connection -> connection.status() != ConnectionStatus.DISCONNECTED)
                .orElseThrow(() -> forbidden("Connection " + id + " is gone. Connect the service anew and grant it."));
        if (!access.proxyEnabled()) {
            throw forbidden("Connection " + id + " is closed to the proxy. Open it with POST /v1/services/" + id
                    + "/proxy-toggle, or use another connection.");
        }
        if (access.status() != ConnectionStatus.ACTIVE || access.secretVersion() == 0) {
            throw notConfigured(
                    id,
                    "has no credential that works (status " + access.status().wire()
                            + "). Connect the service again; GET /v1/services/connected shows the reason.");
        }
        if (access.allowedHosts().isEmpty()) {
            throw notConfigured(
                    id,
                    "has no allowed_hosts, so nothing can be called through it. Set them: PATCH /v1/services/" + id
                            + " {\"allowed_hosts\": [\"api.example.com\"]}");
        }
        if (access.injections().isEmpty()) {
            throw notConfigured(
                    id,
                    "does not say where its credential goes (injection). Set it: PATCH /v1/services/" + id
                            + " {\"injection\": {\"style\": \"header\", \"name\": \"X-Api-Key\", \"field\": \"key\"}}");
        }
        return access;
    }

    private static Refusal forbidden(String message) {
        return new Refusal(ErrorCode.FORBIDDEN, message).because("connection");
    }

    private static Refusal notConfigured(String id, String what) {
        return new Refusal(
                ErrorCode.CONNECTION_NOT_CONFIGURED,
                "Connection " + id + " " + what,
                Map.of("connection_id", new JsonString(id)));
    }
}
