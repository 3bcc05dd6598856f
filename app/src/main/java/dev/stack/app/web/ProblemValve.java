// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Id;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the server refuses before any of our code runs: a malformed request line, too many header fields. Public,
 * because the server makes it by its name.
 */
public final class ProblemValve extends ErrorReportValve {

    private final SecureRandom random = new SecureRandom();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        boolean failed = response.getStatus() >= 400 && response.getContentWritten() == 0;
        if (!failed || !response.setErrorReported()) {
            return;
        }
        String requestId = Id.mint("req_", random);
        byte[] body = Failures.ofStatus(response.getStatus(), Map.of()).body(requestId);
        response.setContentType(Problem.CONTENT_TYPE);
        response.setHeader("X-Request-Id", requestId);
        response.setHeader("Cache-Control", "no-store");
        try {
            PrintWriter writer = response.getReporter();
            if (writer != null) {
                writer.write(new String(body, StandardCharsets.US_ASCII));
                response.finishResponse();
            }
        } catch (IOException _) {
            // The caller is gone; nobody is left to tell.
        }
    }
}
