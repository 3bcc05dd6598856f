// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.web.context.request.NativeWebRequest;

/** The servlet request behind the framework's view of it. */
final class Requests {

    private Requests() {}

    static HttpServletRequest servlet(NativeWebRequest request) {
        return Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class), "no servlet request");
    }
}
