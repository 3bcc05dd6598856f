// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.sample.RecordedFailures;
import dev.stack.sample.SampleServer;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Role;
import org.junit.jupiter.api.Test;

/** How often one may ask. */
class RateLimitTest {

    @Test
    void a_key_may_ask_so_often_and_is_told() {
        try (SampleServer server = SampleServer.start("--stack.web.rate-limit.per-key=2")) {
            var http = new Http(server.port(), server.key("often", Role.READONLY));
            var first = http.get("/v1/samples");
            assertThat(first.header("X-RateLimit-Limit")).isEqualTo("2");
            assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("1");
            assertThat(first.header("X-RateLimit-Reset")).isEqualTo("30");
            http.get("/v1/samples");
            var third = http.get("/v1/samples").isProblem(429, ErrorCode.RATE_LIMITED);
            assertThat(third.header("X-RateLimit-Remaining")).isEqualTo("0");
            assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(1, 30);
            var other = new Http(server.port(), server.key("calm", Role.READONLY));
            assertThat(other.get("/v1/samples").status()).isEqualTo(200);
        }
    }

    @Test
    void an_address_without_a_key_may_verify_so_often_and_a_key_has_its_own_measure() {
        try (SampleServer server = SampleServer.start("--stack.web.rate-limit.per-address=1")) {
            var nobody = new Http(server.port(), null);
            assertThat(nobody.post("/v1/samples/verify", "{}").status()).isEqualTo(200);
            nobody.post("/v1/samples/verify", "{}").isProblem(429, ErrorCode.RATE_LIMITED);
            var known = new Http(server.port(), server.key("known", Role.READONLY));
            assertThat(known.post("/v1/samples/verify", "{}").header("X-RateLimit-Limit"))
                    .isEqualTo("600");
        }
    }

    @Test
    void T10_probing_one_prefix_is_stopped_and_others_go_on() {
        try (SampleServer server = SampleServer.start("--stack.web.rate-limit.auth-failures=2")) {
            var nobody = new Http(server.port(), null);
            String good = server.key("good", Role.READONLY);
            for (int i = 0; i < 2; i++) {
                nobody.get("/v1/samples", "Authorization", "Bearer sk_live_op_probe" + i)
                        .isProblem(401, ErrorCode.INVALID_API_KEY);
            }
            nobody.get("/v1/samples", "Authorization", "Bearer sk_live_op_probe3")
                    .isProblem(429, ErrorCode.RATE_LIMITED);
            assertThat(nobody.get("/v1/samples", "Authorization", "Bearer " + good)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void A16_a_flood_of_failures_is_one_record_with_a_count() {
        try (SampleServer server = SampleServer.start()) {
            var nobody = new Http(server.port(), null);
            for (int i = 0; i < 25; i++) {
                nobody.get("/v1/samples", "Authorization", "Bearer sk_live_op_flood" + i);
            }
            nobody.get("/v1/samples");
            assertThat(server.bean(RecordedFailures.class).all()).isEmpty();
            server.bean(AuthFailureCounter.class).flush();
            assertThat(server.bean(RecordedFailures.class).all())
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.source()).isEqualTo("127.0.0.1");
                        assertThat(record.count()).isEqualTo(26);
                    });
            server.bean(AuthFailureCounter.class).flush();
            assertThat(server.bean(RecordedFailures.class).all()).hasSize(1);
        }
    }
}
