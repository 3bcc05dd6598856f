// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServedBy;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Tells verifiers of changes as they happen. */
@RestController
final class RevocationStreamApi {

    private final Changes changes;
    private final RecentChanges recent;
    private final StatusProperties properties;
    private final Semaphore places;

    RevocationStreamApi(Changes changes, RecentChanges recent, StatusProperties properties) {
        this.changes = changes;
        this.recent = recent;
        this.properties = properties;
        this.places = new Semaphore(properties.listenersMax());
    }

    /** Server-sent events: signed changes of the status lists in order, a heartbeat each second; goes on after Last-Event-ID. */
    @GetMapping(path = "/v1/revocations/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ServedBy({})
    @Public
    void revocations(
            @RequestHeader(name = "Last-Event-ID", required = false) Optional<String> last,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        OptionalLong after = last.map(RevocationStreamApi::number).orElseGet(OptionalLong::empty);
        if (!places.tryAcquire()) {
            throw new Refusal(
                    ErrorCode.RATE_LIMITED,
                    "At most " + properties.listenersMax() + " may listen at once; fetch the status lists instead.");
        }
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader("X-Accel-Buffering", "no");
            response.flushBuffer();
            new Listener(changes, recent, response.getOutputStream()).pump(after);
        } finally {
            places.release();
        }
    }

    private static OptionalLong number(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException none) {
            // answered below
        }
        throw Refusal.invalid("Last-Event-ID must be the id of an event of this stream, a whole number from 0.");
    }
}
