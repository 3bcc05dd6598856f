// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** Learns from the {@code Authorization} header, and from nothing else, who asks. */
final class Credentials {

    private final ApiKeys keys;
    private final RateLimits limits;
    private final AuthFailureCounter failures;

    Credentials(ApiKeys keys, RateLimits limits, AuthFailureCounter failures) {
        this.keys = keys;
        this.limits = limits;
        this.failures = failures;
    }

    /** A caller, and the credential that proved it. */
    record Proof(Caller caller, Bearer bearer) {}

    /** Who asks, or a refusal. */
    Proof prove(HttpServletRequest request) {
        try {
            Bearer bearer = Bearer.of(request)
                    .orElseThrow(() -> Bearer.refused(
                            "This route needs a credential. Send the header Authorization: Bearer and your API key."));
            return prove(bearer, Source.of(request));
        } catch (Refusal refused) {
            countDenial(refused, request);
            throw refused;
        }
    }

    /** Who asks, if it can be told. */
    Optional<Proof> tryProve(HttpServletRequest request) {
        try {
            Optional<Bearer> bearer = Bearer.of(request).filter(Bearer::isApiKey);
            return bearer.map(found -> prove(found, Source.of(request)));
        } catch (Refusal refused) {
            countDenial(refused, request);
            return Optional.empty();
        } catch (DataAccessException storeDown) {
            // What needs no credential is answered without the store as well.
            return Optional.empty();
        }
    }

    private Proof prove(Bearer bearer, Source source) {
        limits.requireFewFailures(bearer, source);
        if (!bearer.isApiKey()) {
            limits.failed(bearer, source);
            throw Bearer.refused("The bearer credential is of no kind this route takes. Send an API key (sk_live_…).");
        }
        return keys.find(bearer.sha256())
                .map(caller -> new Proof(caller, bearer))
                .orElseThrow(() -> {
                    limits.failed(bearer, source);
                    return new Refusal(
                            ErrorCode.INVALID_API_KEY,
                            "The API key matches no live key. Check it, or make a new one; a regenerated key is dead.");
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
