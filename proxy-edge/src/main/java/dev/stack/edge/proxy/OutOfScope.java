// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.CallFinding;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.PassportClaims;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Severity;
import java.util.Map;

/** A call that reaches beyond its passport: refused, and reported. */
final class OutOfScope extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String SIGNAL = "credential_outside_scope";

    private final transient Refusal refusal;
    private final Kind kind;
    private final String service;

    /** Which rule it broke. */
    enum Kind {
        SERVICE("service", SIGNAL),
        CONSTRAINT("constraint", SIGNAL),
        DESTINATION("destination", SIGNAL),
        CHECKED_OUT("checked_out", "post_checkout_access");

        private final String wire;
        private final String signal;

        Kind(String wire, String signal) {
            this.wire = wire;
            this.signal = signal;
        }
    }

    OutOfScope(Refusal refusal, Kind kind, String service) {
        super(null, null, false, false);
        this.refusal = refusal;
        this.kind = kind;
        this.service = service;
    }

    Refusal refusal() {
        return refusal;
    }

    /** What is reported; a hard rule was broken, so it is critical wherever anybody enforces rules. */
    CallFinding finding(PassportClaims claims) {
        boolean warns = claims.accountability() == AccountabilityMode.LOGGED;
        return new CallFinding(
                claims.jti(),
                kind.signal,
                service + " " + kind.wire,
                warns ? Severity.WARNING : Severity.CRITICAL,
                refusal.reason(),
                new JsonObject(Map.of("kind", new JsonString(kind.wire), "service", new JsonString(service))));
    }
}
