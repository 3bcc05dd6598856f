// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DataKeyCacheTest {

    private final MovableClock clock = new MovableClock();
    private final DataKeyCache cache = new DataKeyCache(clock, Duration.ofMinutes(5), 2, 3);

    @Test
    void the_oldest_leaves_when_one_more_comes_than_fits() {
        put("a");
        put("b");
        put("c");
        assertThat(cache.get("a")).isEmpty();
        assertThat(cache.get("b")).contains(SecretBytes.ofText("b"));
        assertThat(cache.get("c")).contains(SecretBytes.ofText("c"));
    }

    @Test
    void a_key_lives_five_minutes_from_when_it_came_however_often_it_is_used() {
        put("a");
        clock.forward(Duration.ofSeconds(299));
        assertThat(cache.get("a")).isPresent();
        clock.forward(Duration.ofSeconds(1));
        assertThat(cache.get("a")).isEmpty();
        assertThat(cache.size()).isZero();
    }

    @Test
    void a_key_that_leaves_while_it_is_used_does_no_harm() {
        put("a");
        try (SecretBytes used = cache.get("a").orElseThrow()) {
            cache.remove("a");
            assertThat(used).isEqualTo(SecretBytes.ofText("a"));
        }
        assertThat(cache.get("a")).isEmpty();
    }

    @Test
    void a_key_is_lent_as_often_as_is_allowed_and_then_unwrapped_anew() {
        put("a");
        assertThat(cache.get("a")).isPresent();
        assertThat(cache.get("a")).isPresent();
        assertThat(cache.get("a")).contains(SecretBytes.ofText("a"));
        assertThat(cache.get("a")).isEmpty();
        assertThat(cache.size()).isZero();
    }

    @Test
    void closing_empties_it() {
        put("a");
        cache.close();
        assertThat(cache.size()).isZero();
    }

    private void put(String id) {
        try (SecretBytes key = SecretBytes.ofText(id)) {
            cache.put(id, key);
        }
    }
}
