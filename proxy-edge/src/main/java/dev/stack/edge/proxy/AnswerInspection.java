// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.call.CallFinding;
import dev.stack.detectors.content.OutputFinding;
import dev.stack.detectors.content.OutputFinding.Family;
import dev.stack.detectors.content.OutputInjection;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Severity;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges what a service gives back, before the agent reads it. */
final class AnswerInspection {

    private static final String SIGNAL = "output_injection";

    private final Set<String> tokenServices;

    /** Services of {@code tokenServices} are there to hand out tokens: only the connection's own is reported. */
    AnswerInspection(Set<String> tokenServices) {
        this.tokenServices = Set.copyOf(tokenServices);
    }

    /** What is wrong with the answer; {@code redacted} when the connection's own credential was in it. */
    Optional<CallFinding> of(DecidedCall call, AnswerBody body, boolean redacted) {
        if (redacted) {
            return Optional.of(credentialCameBack(call));
        }
        Set<Family> looked = tokenServices.contains(call.access().provider())
                ? Set.of(Family.ASSISTANT_LANGUAGE)
                : EnumSet.allOf(Family.class);
        return OutputInjection.find(body.beginning(OutputInjection.SCANNED_MAX), looked)
                .map(found -> finding(call, found));
    }

    /** The service answered with the credential of its own connection. */
    static CallFinding credentialCameBack(DecidedCall call) {
        return finding(
                call,
                "injected_credential",
                Severity.CRITICAL,
                "The service gave back the credential of its connection.",
                Map.of());
    }

    private static CallFinding finding(DecidedCall call, OutputFinding found) {
        return finding(
                call,
                found.family().wire(),
                found.severity(),
                switch (found.family()) {
                    case CREDENTIAL_SHAPE -> "The answer of the service holds what looks like a credential.";
                    case ASSISTANT_LANGUAGE ->
                        "The answer of the service holds words meant for the model that reads it.";
                },
                Map.of("pattern", new JsonString(found.pattern())));
    }

    private static CallFinding finding(
            DecidedCall call, String kind, Severity severity, String message, Map<String, JsonValue> more) {
        String service = call.access().provider();
        Map<String, JsonValue> details = new LinkedHashMap<>(more);
        details.put("kind", new JsonString(kind));
        details.put("service", new JsonString(service));
        return new CallFinding(
                call.claims().jti(), SIGNAL, service + " " + kind, severity, message, new JsonObject(details));
    }
}
