// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.util.Map;

/** How often one caller may call this process. Bounded: the least recent callers are forgotten, and start anew. */
final class RateLimits {

    /** After this long every bucket is full again, so forgetting it changes nothing. */
    private static final Duration FORGET_AFTER = Duration.ofMinutes(2);

    private final WebProperties.RateLimit limits;
    private final Ticker ticker;
    private final Cache<String, TokenBucket> buckets;

    RateLimits(WebProperties.RateLimit limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(limits.callersMax())
                .expireAfterAccess(FORGET_AFTER)
                .ticker(ticker)
                .build();
    }

    /** One request with a good credential; {@code caller} names who is counted, and tells nothing of the credential. */
    TokenBucket.Verdict keyed(String caller) {
        return bucket("key " + caller, limits.perKey()).take(ticker.read());
    }

    /** One call of an agent with a good credential; counted apart, so that work never keeps a person from managing it. */
    TokenBucket.Verdict calls(String caller) {
        return bucket("calls " + caller, limits.calls()).take(ticker.read());
    }

    /** One pull of a kill switch with a good credential; counted apart, so that nothing else can keep anyone from it. */
    TokenBucket.Verdict urgent(String caller) {
        return bucket("urgent " + caller, limits.urgent()).take(ticker.read());
    }

    /** One request without a key that makes us work, such as verifying a passport. */
    TokenBucket.Verdict anonymous(Source source) {
        return bucket("address " + source.name(), limits.perAddress()).take(ticker.read());
    }

    /** One request without a key for what is the same for everyone, such as the key set. */
    TokenBucket.Verdict anonymousRead(Source source) {
        return bucket("reader " + source.name(), limits.perReader()).take(ticker.read());
    }

    /** One offer of a secret by somebody who is not known yet, or one request for one. */
    TokenBucket.Verdict login(Source source) {
        return bucket("login " + source.name(), limits.login()).take(ticker.read());
    }

    /** Refuses to look at more credentials of a source that kept bringing wrong ones. */
    void requireFewFailures(Bearer bearer, Source source) {
        TokenBucket.Verdict verdict = failures(bearer, source).look(ticker.read());
        if (!verdict.allowed()) {
            throw refused(verdict, "Too many refused credentials.");
        }
    }

    /** One refused credential. */
    void failed(Bearer bearer, Source source) {
        failures(bearer, source).take(ticker.read());
    }

    static Refusal refused(TokenBucket.Verdict verdict, String fact) {
        long seconds = Math.max(1, verdict.retrySeconds());
        return new Refusal(
                ErrorCode.RATE_LIMITED,
                fact + " At most " + verdict.limit() + " a minute are served; try again in " + seconds + " s.",
                Map.of(Problem.RETRY_AFTER, JsonNumber.of(seconds)));
    }

    private TokenBucket failures(Bearer bearer, Source source) {
        return bucket("failures " + source.name() + " " + bearer.prefix(), limits.authFailures());
    }

    private TokenBucket bucket(String name, int perMinute) {
        return buckets.get(name, _ -> new TokenBucket(perMinute, ticker.read()));
    }
}
