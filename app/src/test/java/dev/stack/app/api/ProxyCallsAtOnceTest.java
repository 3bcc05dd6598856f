// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.vocabulary.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One passport cannot take all there is: so many calls of it at once, and no more. */
class ProxyCallsAtOnceTest {

    private static final ApiServer SERVER = ApiServer.shared();

    /** Sixteen in each process that makes calls, which get them in turn. */
    private static final int AT_ONCE = 16 * Math.max(1, SERVER.processes() - 1);

    private final UpstreamServer upstream = UpstreamServer.start();
    private final ProxyScene scene = ProxyScene.of(SERVER, upstream, "enforced", "[]");

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void the_call_after_sixteen_at_once_is_told_when_to_come_back_and_then_goes() throws Exception {
        var arrived = new CountDownLatch(AT_ONCE);
        var finish = new CountDownLatch(1);
        upstream.behave((request, exchange) -> {
            if (request.target().equals("/held")) {
                arrived.countDown();
                await(finish);
            }
            UpstreamServer.json(exchange, 200, "{}");
        });
        String token = scene.token();
        String other = scene.token();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> held = IntStream.range(0, AT_ONCE)
                    .mapToObj(_ -> threads.submit(() -> scene.get(token, upstream, "/held")))
                    .toList();
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

            Answer refused = scene.get(token, upstream, "/too-many").isProblem(429, ErrorCode.RATE_LIMITED);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(scene.outcomes()).hasSize(AT_ONCE + 1).endsWith("blocked");
            assertThat(scene.get(other, upstream, "/other").status())
                    .as("another passport has places of its own")
                    .isEqualTo(200);

            finish.countDown();
            for (Future<Answer> call : held) {
                assertThat(call.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
        }
        assertThat(scene.get(token, upstream, "/next").status()).isEqualTo(200);
        assertThat(upstream.received()).hasSize(AT_ONCE + 2).noneMatch(request -> request.target()
                .equals("/too-many"));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("nobody let it go on");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
