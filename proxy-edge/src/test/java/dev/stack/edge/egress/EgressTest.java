// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static dev.stack.edge.egress.TestEgress.TOKEN;
import static dev.stack.edge.egress.TestEgress.get;
import static dev.stack.edge.egress.TestEgress.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.edge.egress.RecordingUpstream.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EgressTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void a_call_carries_the_credential_there_and_the_answer_back() {
        try (RecordingUpstream upstream = RecordingUpstream.saying(
                        "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 5\r\n\r\nhello");
                TestEgress egress = new TestEgress()) {
            String url = "https://api.test:" + upstream.port() + "/a%20b?q=1";
            UpstreamAnswer answer = egress.call(
                    request("POST", url, Map.of("X-Mine", List.of("one", "two")), "{}"),
                    TestAccess.to("api.test:" + upstream.port()));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).asString().isEqualTo("hello");
            assertThat(answer.headers()).containsEntry("x-a", List.of("1", "2"));
            assertThat(answer.redacted()).isFalse();
            Received received = upstream.received().getFirst();
            assertThat(received.requestLine()).isEqualTo("POST /a%20b?q=1 HTTP/1.1");
            assertThat(received.header("authorization"))
                    .containsExactly("Bearer "
                            + new String(TOKEN.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            assertThat(received.header("host")).containsExactly("api.test:" + upstream.port());
            assertThat(received.header("x-mine")).containsExactly("one", "two");
            assertThat(received.header("user-agent")).containsExactly("stack");
            assertThat(received.body()).asString().isEqualTo("{}");
        }
    }

    @Test
    void the_next_call_uses_the_same_connection() {
        try (RecordingUpstream upstream = RecordingUpstream.saying(OK);
                TestEgress egress = new TestEgress()) {
            String url = "https://api.test:" + upstream.port() + "/";
            for (int i = 0; i < 3; i++) {
                egress.call(get(url), TestAccess.to("api.test:" + upstream.port()));
            }
            assertThat(upstream.received()).hasSize(3);
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_stream_is_handed_out_as_it_arrives() throws IOException {
        String chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n";
        try (RecordingUpstream upstream = RecordingUpstream.saying(chunked);
                TestEgress egress = new TestEgress()) {
            String url = "https://api.test:" + upstream.port() + "/";
            TestAccess access = TestAccess.to("api.test:" + upstream.port());
            for (int i = 0; i < 2; i++) {
                try (UpstreamStream stream = egress.open(get(url), access, TestEgress.LIMIT)) {
                    assertThat(stream.status()).isEqualTo(200);
                    assertThat(stream.headers()).containsKey("content-type");
                    assertThat(stream.body().readAllBytes()).asString().isEqualTo("data: 1\n\ndata: 2\n\n");
                }
            }
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }
}
