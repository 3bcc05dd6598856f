// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.springframework.http.HttpHeaders;

/** An answer nobody may keep or reinterpret, unless its handler says how long it may be kept. */
final class GuardedAnswer extends HttpServletResponseWrapper {

    private boolean cachingByDefault = true;

    GuardedAnswer(HttpServletResponse answer) {
        super(answer);
        answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "no-referrer");
    }

    /** The handler's first word on caching replaces the default; what it adds later is added. */
    @Override
    public void addHeader(String name, String value) {
        if (cachingByDefault && HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)) {
            setHeader(name, value);
        } else {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setHeader(String name, String value) {
        if (HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)) {
            cachingByDefault = false;
        }
        super.setHeader(name, value);
    }

    /** An answer started anew is guarded again. */
    @Override
    public void reset() {
        String requestId = getHeader("X-Request-Id");
        super.reset();
        super.setHeader("X-Request-Id", requestId);
        super.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        super.setHeader("X-Content-Type-Options", "nosniff");
        super.setHeader("Referrer-Policy", "no-referrer");
        cachingByDefault = true;
    }
}
