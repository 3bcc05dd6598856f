// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import static dev.stack.edge.egress.TestEgress.get;
import static dev.stack.edge.egress.TestEgress.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

final class BulkheadsTest {

    @Test
    void U10_a_slow_service_of_one_operator_leaves_the_others_their_places() throws Exception {
        EgressProperties limits = new EgressProperties(
                true,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1 << 20,
                128,
                32 << 10,
                8,
                3,
                2,
                16,
                16,
                Duration.ofSeconds(30));
        CountDownLatch release = new CountDownLatch(1);
        Semaphore arrived = new Semaphore(0);
        try (RecordingUpstream slow = new RecordingUpstream(TestCertificates.server(), (_, out) -> {
                    arrived.release();
                    awaitQuietly(release);
                    out.write("HTTP/1.1 204 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    return false;
                });
                RecordingUpstream fast = RecordingUpstream.saying("HTTP/1.1 204 No\r\n\r\n");
                TestEgress egress = new TestEgress(limits)) {
            TestAccess one = TestAccess.to("api.test:" + slow.port(), "api.test:" + fast.port());
            String slowUrl = "https://api.test:" + slow.port() + "/";
            String fastUrl = "https://api.test:" + fast.port() + "/";
            List<Thread> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(Thread.ofVirtual().start(() -> egress.call(get(slowUrl), one)));
            }
            arrived.acquire(2);

            Refusal full = refused(ErrorCode.UNAVAILABLE, "busy", () -> egress.call(get(fastUrl), one));
            assertThat(full.details())
                    .containsEntry("part", new JsonString("busy"))
                    .containsEntry("retry_after_seconds", JsonNumber.of(1));
            assertThat(egress.call(get(fastUrl), one.ofOperator("op_two")).status())
                    .isEqualTo(204);

            release.countDown();
            for (Thread thread : waiting) {
                assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
            }
            assertThat(egress.call(get(fastUrl), one).status()).isEqualTo(204);
        }
    }

    @Test
    void U10_each_wall_holds_and_a_place_is_left_once() {
        Bulkheads bulkheads = new Bulkheads(4, 3, 2);
        TestAccess one = TestAccess.to("api.test");
        Bulkheads.Place first = bulkheads.enter(one.access());
        bulkheads.enter(one.access());
        refused(ErrorCode.UNAVAILABLE, "busy", () -> bulkheads.enter(one.access()));
        first.close();
        first.close();
        bulkheads.enter(one.access());
        refused(ErrorCode.UNAVAILABLE, "busy", () -> bulkheads.enter(one.access()));
        bulkheads.enter(one.ofOperator("op_two").access());
        bulkheads.enter(one.ofOperator("op_two").access());
        refused(
                ErrorCode.UNAVAILABLE,
                "busy",
                () -> bulkheads.enter(one.ofOperator("op_three").access()));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
