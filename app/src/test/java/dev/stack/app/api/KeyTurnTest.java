// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.vault.signing.SigningKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The key that signs gives way to another while passports are issued and verified. */
class KeyTurnTest {

    private static final long EVERY = Duration.ofMillis(10).toNanos();

    @Test
    void K04_no_verification_fails_at_a_hundred_a_second_across_a_turn_of_the_signing_key() throws Exception {
        ApiServer server = ApiServer.shared();
        Scene scene = Scene.of(server.operator(), "standard");
        SigningKeys keys = server.bean(SigningKeys.class);
        List<String> tokens = new CopyOnWriteArrayList<>(List.of(Scene.text(scene.issue(), "token")));
        String before = keys.current().kid();
        var over = new AtomicBoolean();
        var verified = new AtomicInteger();
        List<String> failed = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> load = threads.submit(() -> {
                for (int i = 0; !over.get(); i++) {
                    var answer = scene.verify(tokens.get(i % tokens.size()));
                    if (!answer.text().contains("\"valid\":true")) {
                        failed.add(answer.text());
                    }
                    verified.incrementAndGet();
                    LockSupport.parkNanos(EVERY);
                }
            });
            after(verified, 50);
            keys.rotate();
            after(verified, 50);
            server.clock().forward(SigningKeys.PUBLISHED_AHEAD.plusSeconds(1));
            keys.advance();
            // Another process may have turned it; this one then learns of it a little later.
            Scene.await("the next key", () -> !keys.current().kid().equals(before));
            tokens.add(Scene.text(scene.issue(), "token"));
            after(verified, 50);
            over.set(true);
            load.get();
        }
        assertThat(failed).isEmpty();
        assertThat(keys.current().kid()).isNotEqualTo(before);
        assertThat(server.nobody().get("/v1/.well-known/jwks.json").text())
                .as("both are published")
                .contains(before)
                .contains(keys.current().kid());
    }

    private static void after(AtomicInteger verified, int more) {
        int enough = verified.get() + more;
        Scene.await(more + " verifications", () -> verified.get() >= enough);
    }
}
