// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

/** A minute's worth of requests, refilled evenly. */
final class TokenBucket {

    private static final double NANOS_PER_MINUTE = 60e9;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int perMinute;
    private double tokens;
    private long at;

    TokenBucket(int perMinute, long nanos) {
        this.perMinute = perMinute;
        this.tokens = perMinute;
        this.at = nanos;
    }

    /**
     * What became of one request.
     *
     * @param remaining how many more would be let through at once
     * @param resetSeconds until the whole minute's worth is there again
     * @param retrySeconds until one more is let through, 0 when one would be now
     */
    record Verdict(boolean allowed, int limit, int remaining, long resetSeconds, long retrySeconds) {}

    /** Takes one request out, if one is left. */
    synchronized Verdict take(long nanos) {
        refill(nanos);
        boolean allowed = tokens >= 1;
        if (allowed) {
            tokens--;
        }
        return verdict(allowed);
    }

    /** What would become of one request. */
    synchronized Verdict look(long nanos) {
        refill(nanos);
        return verdict(tokens >= 1);
    }

    private void refill(long nanos) {
        double gained = Math.max(0, nanos - at) * perMinute / NANOS_PER_MINUTE;
        tokens = Math.min(perMinute, tokens + gained);
        at = nanos;
    }

    private Verdict verdict(boolean allowed) {
        return new Verdict(allowed, perMinute, (int) tokens, secondsFor(perMinute - tokens), secondsFor(1 - tokens));
    }

    private long secondsFor(double missing) {
        return (long) Math.ceil(Math.max(0, missing) * NANOS_PER_MINUTE / perMinute / NANOS_PER_SECOND);
    }
}
