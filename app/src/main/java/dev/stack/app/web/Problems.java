// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.FailureForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers every request that failed, whoever failed it, in one form; logs defects, once. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final PageTemplates templates;
    private final String challenge;

    Problems(PageTemplates templates, PublicBase base) {
        this.templates = templates;
        this.challenge = "Bearer resource_metadata=\"" + base.url("/.well-known/oauth-protected-resource") + "\"";
    }

    /** Answers {@code failure} as the API does. */
    void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(failure, FailureForm.PROBLEM, request, response);
    }

    /** Answers {@code failure} in that form. */
    void answer(Throwable failure, FailureForm form, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (failure instanceof AsyncRequestNotUsableException || response.isCommitted()) {
            // The caller is gone, or has half an answer already: it will see a broken one.
            LOG.debug("answer broke off: {}", failure.getClass().getName());
            return;
        }
        Problem problem = Failures.read(failure).orElseGet(() -> defect(failure));
        if (problem.code() == ErrorCode.NOT_FOUND && LOG.isDebugEnabled()) {
            LOG.debug("404 {} {}", LogText.of(request.getMethod()), LogText.of(request.getRequestURI()));
        }
        write(problem, form, request, response);
    }

    /** Answers a failure of which only the status is known. */
    void answer(int status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(Failures.ofStatus(status, Map.of()), FailureForm.PROBLEM, request, response);
    }

    private static Problem defect(Throwable failure) {
        LOG.error("defect, answered with INTERNAL", failure);
        return Problem.of(ErrorCode.INTERNAL, Failures.INTERNAL_TEXT);
    }

    private void write(Problem problem, FailureForm form, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String requestId = Exchange.of(request).map(Exchange::requestId).orElse("unknown");
        response.resetBuffer();
        response.setStatus(problem.status());
        problem.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        problem.retryAfter().ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds.toString()));
        if (problem.status() == 401) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, problem.challenge().orElse(challenge));
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        byte[] body =
                switch (form) {
                    case PROBLEM -> typed(Problem.CONTENT_TYPE, problem.body(requestId), response);
                    case OAUTH -> typed("application/json", problem.oauthBody(), response);
                    case PAGE -> typed("text/html;charset=UTF-8", page(problem, requestId), response);
                };
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static byte[] typed(String contentType, byte[] body, HttpServletResponse response) {
        response.setContentType(contentType);
        return body;
    }

    private byte[] page(Problem problem, String requestId) {
        String title = ProblemKind.of(problem.code()).title();
        Map<String, String> values =
                Map.of("code", problem.code().name(), "message", problem.message(), "requestId", requestId);
        return templates.page("failure", title, values).getBytes(StandardCharsets.UTF_8);
    }
}
