// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import jakarta.servlet.http.HttpServletResponse;

/** What a browser is told about a page: no script, no frame around it, nothing from elsewhere. */
public final class PageHeaders {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none';" + " form-action 'self'";

    private PageHeaders() {}

    /** For a page whose forms lead nowhere else. */
    public static void set(HttpServletResponse answer) {
        write(answer, POLICY);
    }

    /** For a page whose form leads, by way of us, to {@code origin}, such as {@code http://127.0.0.1:4711}. */
    public static void setWithFormTo(HttpServletResponse answer, String origin) {
        write(answer, POLICY + " " + origin);
    }

    private static void write(HttpServletResponse answer, String policy) {
        answer.setHeader("Content-Security-Policy", policy);
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
}
