// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.passport.Jwks;
import dev.stack.passport.PublicKey;
import dev.stack.passport.PublicKeys;
import dev.stack.passport.SigningKey;
import dev.stack.vault.Ed25519Providers;
import dev.stack.vault.MovableClock;
import dev.stack.vault.VaultDatabase;
import dev.stack.vault.VaultFixture;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SigningKeysTest {

    private static final DataSource DATABASE = VaultDatabase.create(SigningKeysTest.class);
    private static final byte[] MESSAGE = "a passport".getBytes(StandardCharsets.US_ASCII);

    private static final int STEP_SECONDS = 20;

    private final MovableClock clock = new MovableClock();
    private final VaultFixture vault = VaultFixture.on(DATABASE, clock);
    private final SigningKeys keys = vault.signingKeys();

    @BeforeEach
    void empty() {
        vault.jdbc().sql("truncate vault.signing_key").update();
    }

    @Test
    void the_first_key_is_there_at_first_start_and_signs_at_once() {
        List<KeyChange> changes = keys.start();

        assertThat(changes).extracting(KeyChange::to).containsExactly(KeyState.ACTIVE);
        assertThat(keys.start()).isEmpty();
        assertThat(keys.current().kid()).isEqualTo(changes.getFirst().kid());
        assertThat(isGood(keys.current())).isTrue();
    }

    @Test
    void processes_that_start_together_agree_on_one_key() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> starts = IntStream.range(0, 6)
                    .<Callable<String>>mapToObj(i -> () ->
                            vault.another(DATABASE).signingKeys().current().kid())
                    .toList();
            for (Future<String> start : threads.invokeAll(starts)) {
                assertThat(start.get()).isEqualTo(keys.current().kid());
            }
        }
    }

    @Test
    void the_kid_is_the_start_of_the_keys_thumbprint() {
        String kid = keys.current().kid();
        PublicKey key = keys.find(kid).orElseThrow();
        assertThat(kid).isEqualTo(Jwks.kid(key)).hasSize(16).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void a_new_key_stands_in_the_public_set_300_seconds_before_it_signs() {
        String old = keys.current().kid();
        String next = keys.rotate().getFirst().kid();

        assertThat(keys.publicKeys().byKid()).containsOnlyKeys(old, next);
        clock.forward(Duration.ofSeconds(299));
        assertThat(keys.advance()).isEmpty();
        assertThat(keys.current().kid()).isEqualTo(old);
        assertThatThrownBy(() -> keys.activate(next))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));

        clock.forward(Duration.ofSeconds(1));
        assertThat(keys.advance())
                .containsExactly(
                        new KeyChange(old, KeyState.RETIRED, clock.instant()),
                        new KeyChange(next, KeyState.ACTIVE, clock.instant()));
        assertThat(keys.current().kid()).isEqualTo(next);
        assertThat(keys.advance()).isEmpty();
    }

    @Test
    void step_by_step_a_key_is_prepared_published_and_activated() {
        String old = keys.current().kid();
        String next = keys.prepare().kid();
        assertThat(keys.publicKeys().byKid()).containsOnlyKeys(old);
        assertThatThrownBy(() -> keys.activate(next)).isInstanceOf(Refusal.class);
        assertThat(keys.publish(next).to()).isEqualTo(KeyState.PUBLISHED);
        assertThatThrownBy(() -> keys.publish(next)).isInstanceOf(Refusal.class);
        clock.forward(SigningKeys.PUBLISHED_AHEAD);
        assertThat(keys.activate(next)).hasSize(2);
        assertThat(keys.current().kid()).isEqualTo(next);
    }

    @Test
    void J22_a_retired_key_still_verifies_for_48_hours_and_can_sign_again_what_it_signed() {
        SigningKey old = keys.current();
        byte[] signature = old.sign(MESSAGE);
        rotateFully();

        clock.forward(SigningKeys.STAYS.minusSeconds(1));
        assertThat(keys.find(old.kid())).isPresent();
        assertThat(keys.signingKey(old.kid()).orElseThrow().sign(MESSAGE)).isEqualTo(signature);

        clock.forward(Duration.ofSeconds(3));
        assertThat(keys.find(old.kid())).isEmpty();
        assertThat(keys.signingKey(old.kid())).isEmpty();
        keys.advance();
        assertThat(vault.jdbc()
                        .sql("select sealed_seed is null from vault.signing_key where kid = ?")
                        .param(old.kid())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void K04_a_verifier_that_keeps_the_set_300_seconds_never_meets_an_unknown_key() {
        keys.current();
        PublicKeys fetched = Jwks.parse(keys.jwks());
        for (int second = 0; second < 2_100; second += STEP_SECONDS) {
            if (second == 420 || second == 1_260) {
                keys.rotate();
            }
            keys.advance();
            if (second % 300 == 0) {
                fetched = Jwks.parse(keys.jwks());
            }
            assertThat(fetched.find(keys.current().kid()))
                    .as("second " + second)
                    .isPresent();
            clock.forward(Duration.ofSeconds(STEP_SECONDS));
        }
        assertThat(keys.publicKeys().byKid()).hasSize(3);
    }

    @Test
    void J23_a_withdrawn_key_is_gone_here_at_once_and_elsewhere_within_seconds() {
        SigningKeys elsewhere = vault.another(DATABASE).signingKeys();
        SigningKey bad = keys.current();
        assertThat(elsewhere.find(bad.kid())).isPresent();
        SigningKey badElsewhere = elsewhere.current();
        badElsewhere.sign(MESSAGE);

        List<KeyChange> changes = keys.withdraw(bad.kid());

        assertThat(changes).extracting(KeyChange::to).containsExactly(KeyState.WITHDRAWN, KeyState.ACTIVE);
        assertThat(keys.find(bad.kid())).isEmpty();
        assertThat(keys.isWithdrawn(bad.kid())).isTrue();
        assertThat(keys.current().kid()).isNotEqualTo(bad.kid());
        assertThat(isGood(keys.current())).isTrue();
        assertThatThrownBy(() -> bad.sign(MESSAGE)).isInstanceOf(Refusal.class);

        clock.forward(SigningKeys.REREAD);
        assertThat(elsewhere.find(bad.kid())).isEmpty();
        assertThat(elsewhere.current().kid()).isEqualTo(keys.current().kid());
        assertThatThrownBy(() -> badElsewhere.sign(MESSAGE)).isInstanceOf(Refusal.class);
        assertThat(keys.withdraw(bad.kid())).isEmpty();
    }

    @Test
    void a_published_key_takes_the_place_of_a_withdrawn_one() {
        String bad = keys.current().kid();
        String next = keys.rotate().getFirst().kid();
        keys.withdraw(bad);
        assertThat(keys.current().kid()).isEqualTo(next);
    }

    @Test
    void a_key_another_process_made_is_found_at_once_but_strangers_are_looked_up_once_a_second_at_most() {
        SigningKeys elsewhere = vault.another(DATABASE).signingKeys();
        keys.current();
        elsewhere.current();
        clock.forward(SigningKeys.REREAD_FOR_UNKNOWN);
        String next = keys.rotate().getFirst().kid();
        assertThat(elsewhere.find(next)).isPresent();

        vault.jdbc().sql("alter table vault.signing_key rename to hidden").update();
        try {
            for (int i = 0; i < 1_000; i++) {
                assertThat(elsewhere.find("stranger" + i)).isEmpty();
            }
        } finally {
            vault.jdbc().sql("alter table vault.hidden rename to signing_key").update();
        }
    }

    @Test
    void when_the_table_is_away_keys_serve_for_half_a_minute_and_then_nothing_is_trusted() {
        String kid = keys.current().kid();
        vault.jdbc().sql("alter table vault.signing_key rename to hidden").update();
        try {
            clock.forward(Duration.ofSeconds(29));
            assertThat(keys.find(kid)).isPresent();
            clock.forward(Duration.ofSeconds(2));
            assertThatThrownBy(() -> keys.find(kid))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThatThrownBy(keys::current).isInstanceOf(Refusal.class);
        } finally {
            vault.jdbc().sql("alter table vault.hidden rename to signing_key").update();
        }
        clock.forward(Duration.ofSeconds(3));
        assertThat(keys.find(kid)).isPresent();
    }

    @Test
    void after_a_long_rest_nobody_is_turned_away_while_another_rereads_the_table() throws Exception {
        String kid = keys.current().kid();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 30; round++) {
                clock.forward(Duration.ofHours(1));
                List<Callable<Boolean>> looks =
                        Collections.nCopies(16, () -> keys.find(kid).isPresent());
                for (Future<Boolean> look : threads.invokeAll(looks)) {
                    assertThat(look.get()).isTrue();
                }
            }
        }
    }

    @Test
    void J31_the_key_set_is_written_once_and_is_the_same_bytes_for_every_request() {
        keys.current();
        byte[] first = keys.jwks();
        first[0] = 'X';
        assertThat(keys.jwks()).isEqualTo(keys.jwks()).startsWith('{');
    }

    @Test
    void J32_the_key_set_has_public_members_only() {
        rotateFully();
        String text = new String(keys.jwks(), StandardCharsets.UTF_8);
        keys.publicKeys().byKid().forEach((kid, key) -> assertThat(text).contains(kid));
        assertThat(text).doesNotContain("\"d\"");
        assertThat(keys.current().toString()).doesNotContain("seed");
    }

    private void rotateFully() {
        keys.current();
        keys.rotate();
        clock.forward(SigningKeys.PUBLISHED_AHEAD);
        keys.advance();
    }

    private boolean isGood(SigningKey key) {
        PublicKey publicKey = keys.find(key.kid()).orElseThrow();
        return Ed25519Providers.best().verify(publicKey.bytes(), MESSAGE, key.sign(MESSAGE));
    }
}
