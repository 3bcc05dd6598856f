// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stack.sample.SampleServer;
import dev.stack.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What callers send never breaks or colours a log line. */
class LogInjectionTest {

    private final SampleServer server = SampleServer.shared();

    @Test
    void L05_paths_and_headers_stay_on_their_line() {
        String key = server.key("log", Role.STANDARD);
        var http = new Http(server.port(), key);
        List<ILoggingEvent> lines = listening(() -> {
            http.get("/v1/none%0d%0aforged%1b%5b31m%e2%80%ae$%7bjndi:ldap:x%7d");
            http.get("/v1/samples", "traceparent", "00-%1b[31m-x-01");
            http.raw("GET /v1/none HTTP/1.1\r\nHost: a\r\nX-Request-Id: a\u001b[31mb\r\nConnection: close\r\n\r\n");
            http.post("/v1/samples", "{\"name\":\"a\\r\\nforged\"}", "X-Request-Id", "forged", "User-Agent", "x%0a");
        });
        assertThat(lines).isNotEmpty();
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.getFormattedMessage()).matches("[ -~]*");
            assertThat(line.getMDCPropertyMap().values())
                    .allSatisfy(value -> assertThat(value).matches("[0-9A-Za-z_]*"));
            assertThat(line.getFormattedMessage()).doesNotContain(key);
        });
    }

    @Test
    void every_line_of_a_request_names_it_and_its_caller() {
        var http = new Http(server.port(), server.key("named", Role.STANDARD));
        String[] requestId = new String[1];
        List<ILoggingEvent> lines =
                listening(() -> requestId[0] = http.post("/v1/samples", "{}").header("X-Request-Id"));
        assertThat(lines)
                .filteredOn(line -> line.getFormattedMessage().equals("creating"))
                .singleElement()
                .satisfies(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry("request", requestId[0])
                        .containsEntry("trace", requestId[0])
                        .containsEntry("org", "op_named")
                        .containsEntry("actor", "op_named"));
    }

    @Test
    void a_text_is_shown_with_what_cannot_be_printed_spelled_out() {
        assertThat(LogText.of("a\r\n\u001b[31m\u202e\\é")).isEqualTo("a\\u{d}\\u{a}\\u{1b}[31m\\u{202e}\\u{5c}\\u{e9}");
        assertThat(LogText.of("x".repeat(1_000))).hasSize(256);
    }

    private static List<ILoggingEvent> listening(Runnable work) {
        var ours = (Logger) LoggerFactory.getLogger("dev.stack");
        var appender = new ListAppender<ILoggingEvent>();
        Level before = ours.getLevel();
        appender.start();
        ours.setLevel(Level.DEBUG);
        ours.addAppender(appender);
        try {
            work.run();
            return new ArrayList<>(appender.list);
        } finally {
            ours.detachAppender(appender);
            ours.setLevel(before);
        }
    }
}
