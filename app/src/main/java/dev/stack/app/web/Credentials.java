// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;

/** Learns from the {@code Authorization} header, and from nothing else, who asks. */
final class Credentials {

    private final KnownCallers known;
    private final RateLimits limits;
    private final AuthFailureCounter failures;

    Credentials(KnownCallers known, RateLimits limits, AuthFailureCounter failures) {
        this.known = known;
        this.limits = limits;
        this.failures = failures;
    }

    /** A caller, and the credential that proved it. */
    record Proof(Caller caller, Bearer bearer) {

        /** Whose requests are counted together: those with one key; those of one caller where each brings a new token. */
        String countedAs() {
            return switch (bearer.kind()) {
                case API_KEY, TICKET, PASSPORT, UNKNOWN -> bearer.fingerprint();
                case AGENT_TOKEN, SESSION, ACCESS_TOKEN ->
                    bearer.kind() + " " + caller.operator() + " " + caller.actor();
            };
        }
    }

    /** Who asks, or a refusal. */
    Proof prove(HttpServletRequest request) {
        return prove(request, known::find);
    }

    /** Who asks for a call, as {@link KnownCallers#forCall} knows it. */
    Proof proveForCall(HttpServletRequest request) {
        return prove(request, known::forCall);
    }

    private Proof prove(HttpServletRequest request, Function<Bearer, Optional<Caller>> callers) {
        try {
            Bearer bearer = Bearer.of(request)
                    .orElseThrow(() -> Bearer.refused(
                            "This route needs a credential. Send the header Authorization: Bearer and your API key."));
            return prove(bearer, Source.of(request), callers);
        } catch (Refusal refused) {
            countDenial(refused, request);
            throw refused;
        }
    }

    /** Whom an API key proves that came in a form, or a refusal. */
    Caller proveKey(String apiKey, HttpServletRequest request) {
        try {
            return prove(Bearer.ofKey(apiKey), Source.of(request), known::find).caller();
        } catch (Refusal refused) {
            countDenial(refused, request);
            throw refused;
        }
    }

    /** Who asks, if it can be told. */
    Optional<Proof> tryProve(HttpServletRequest request) {
        try {
            Optional<Bearer> bearer = Bearer.of(request)
                    .filter(found -> found.kind() != BearerKind.UNKNOWN && found.kind() != BearerKind.PASSPORT);
            return bearer.map(found -> prove(found, Source.of(request), known::find));
        } catch (Refusal refused) {
            countDenial(refused, request);
            return Optional.empty();
        } catch (DataAccessException storeDown) {
            // What needs no credential is answered without the store as well.
            return Optional.empty();
        }
    }

    private Proof prove(Bearer bearer, Source source, Function<Bearer, Optional<Caller>> callers) {
        limits.requireFewFailures(bearer, source);
        return callers.apply(bearer).map(caller -> new Proof(caller, bearer)).orElseThrow(() -> {
            limits.failed(bearer, source);
            return KnownCallers.unknown(bearer.kind());
        });
    }

    /** A missing store is no denial. */
    private void countDenial(Refusal refused, HttpServletRequest request) {
        switch (refused.code()) {
            case UNAUTHORIZED, INVALID_API_KEY, RATE_LIMITED -> failures.count(Source.of(request));
            default -> {}
        }
    }
}
