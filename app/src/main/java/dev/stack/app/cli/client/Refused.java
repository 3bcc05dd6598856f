// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import dev.stack.json.JsonValue;
import java.util.Optional;

/** The server said no. The message is one line: the code, what it says, and the request id to ask about. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private Refused(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** Reads an answer of status 400 or more; what is no error body of ours is named by its status. */
    static Refused of(int status, JsonValue body, Optional<String> requestId) {
        String code = Fields.text(body, "error.code")
                .or(() -> Fields.text(body, "error"))
                .orElse("HTTP_" + status);
        String message = Fields.text(body, "error.message")
                .or(() -> Fields.text(body, "error_description"))
                .orElse("The server answered " + status + " without saying why.");
        String asked = requestId.map(id -> " (request " + id + ")").orElse("");
        return new Refused(status, code, code + ": " + message + asked);
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The stable code, such as {@code NOT_FOUND}; an OAuth error such as {@code slow_down} where the route answers those. */
    public String code() {
        return code;
    }
}
