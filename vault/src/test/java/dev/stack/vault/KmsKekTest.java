// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.vault.kms.FaultyPath;
import dev.stack.vault.kms.FaultyPath.Fault;
import dev.stack.vault.kms.Kms;
import dev.stack.vault.kms.KmsProperties;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A master key in KMS, when KMS works and when it does not. */
final class KmsKekTest {

    private static final DataSource DATABASE = VaultDatabase.create(KmsKekTest.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPlace PLACE = new KeyPlace(new OperatorId("op_1"), "connection-secret", "dk_1");

    /** A call's own time and something for a busy machine. */
    private static final Duration IN_TIME = Duration.ofSeconds(2).plusMillis(1_500);

    private final MovableClock clock = new MovableClock();
    private final FaultyPath path = new FaultyPath(KmsFixture.emulator().endpoint());
    private final String key = KmsFixture.emulator().newKey();
    private final OperatorId operator = OperatorId.mint(RANDOM);
    private final ConnectionId connection = ConnectionId.mint(RANDOM);
    private final List<Kms> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Kms::close);
        path.close();
    }

    @Test
    void what_it_wraps_it_unwraps_for_the_same_place_alone() {
        Kek kek = patient().key();
        byte[] dataKey = fresh();
        byte[] wrapped = kek.wrap(dataKey, PLACE);
        try (SecretBytes again = kek.unwrap(wrapped, PLACE)) {
            assertThat(again).isEqualTo(SecretBytes.copyOf(dataKey));
        }
        for (KeyPlace other : List.of(
                new KeyPlace(new OperatorId("op_2"), PLACE.purpose(), PLACE.keyId()),
                new KeyPlace(PLACE.operator(), "answer", PLACE.keyId()),
                new KeyPlace(PLACE.operator(), PLACE.purpose(), "dk_2"))) {
            assertThatThrownBy(() -> kek.unwrap(wrapped, other)).isInstanceOf(IntegrityFailure.class);
        }
    }

    @Test
    void K02_a_wrapped_key_that_was_changed_does_not_unwrap() {
        Kek kek = patient().key();
        byte[] wrapped = kek.wrap(fresh(), PLACE);
        wrapped[wrapped.length - 1] ^= 1;
        assertThatThrownBy(() -> kek.unwrap(wrapped, PLACE)).isInstanceOf(IntegrityFailure.class);
        assertThatThrownBy(() -> kek.unwrap(new byte[] {1, 2, 3}, PLACE)).isInstanceOf(IntegrityFailure.class);
    }

    @Test
    void a_key_that_is_not_there_is_no_integrity_failure() {
        Kek kek = kms(KmsFixture.patient(path.endpoint(), key.replace("key/", "key/0")))
                .key();
        assertThatThrownBy(() -> kek.wrap(fresh(), PLACE)).satisfies(KmsKekTest::isUnavailable);
    }

    @Test
    void F12_while_kms_is_down_held_data_keys_serve_five_minutes_and_nothing_new_is_stored() {
        VaultFixture vault = vault(kms(KmsFixture.settings(
                path.endpoint(), key, Duration.ofSeconds(3), Duration.ofSeconds(3), 16, 64, 10_000)));
        try (SecretBytes secret = SecretBytes.ofText("first")) {
            vault.secrets.seal(operator, connection, secret);
        }
        assertThat(vault.secrets.unseal(operator, connection)).contains(SecretBytes.ofText("first"));

        path.set(Fault.DOWN);

        clock.forward(Duration.ofSeconds(299));
        assertThat(vault.secrets.unseal(operator, connection)).contains(SecretBytes.ofText("first"));
        assertThatThrownBy(() -> seal(vault, "second")).satisfies(KmsKekTest::isUnavailable);
        assertThat(versions(vault)).isEqualTo(1);
        clock.forward(Duration.ofSeconds(1));
        assertThatThrownBy(() -> vault.secrets.unseal(operator, connection)).satisfies(KmsKekTest::isUnavailable);

        path.set(Fault.NONE);
        assertThat(vault.secrets.unseal(operator, connection)).contains(SecretBytes.ofText("first"));
        seal(vault, "second");
        assertThat(vault.secrets.unseal(operator, connection)).contains(SecretBytes.ofText("second"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "THROTTLED", "DOWN"})
    void F13_a_call_ends_in_time_however_kms_behaves(Fault fault) {
        Kek kek = impatient(16, 64, 10_000).key();
        byte[] wrapped = patient().key().wrap(fresh(), PLACE);
        int before = path.calls();
        path.set(fault);

        long started = System.nanoTime();
        assertThatThrownBy(() -> kek.unwrap(wrapped, PLACE)).satisfies(KmsKekTest::isUnavailable);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(IN_TIME);
        assertThat(path.calls() - before).as("attempts, with growing pauses").isBetween(2, 12);
    }

    @Test
    void F13_a_passing_failure_is_tried_again_before_anyone_notices() throws Exception {
        Kek kek = kms(KmsFixture.settings(
                        path.endpoint(), key, Duration.ofSeconds(10), Duration.ofSeconds(8), 16, 64, 10_000))
                .key();
        byte[] dataKey = fresh();
        byte[] wrapped = kek.wrap(dataKey, PLACE);
        int before = path.calls();
        path.set(Fault.THROTTLED);
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SecretBytes> answer = thread.submit(() -> kek.unwrap(wrapped, PLACE));
            while (path.calls() == before) {
                Thread.onSpinWait();
            }
            path.set(Fault.NONE);
            try (SecretBytes again = answer.get()) {
                assertThat(again).isEqualTo(SecretBytes.copyOf(dataKey));
            }
        }
    }

    @Test
    void F13_few_calls_run_at_once_some_wait_and_the_rest_are_refused_at_once() throws Exception {
        Kek kek = impatient(2, 3, 10_000).key();
        path.set(Fault.SILENT);
        List<Callable<Duration>> callers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            callers.add(() -> {
                long started = System.nanoTime();
                assertThatThrownBy(() -> kek.unwrap(new byte[80], PLACE)).satisfies(KmsKekTest::isUnavailable);
                return Duration.ofNanos(System.nanoTime() - started);
            });
        }
        List<Duration> taken = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Duration> caller : threads.invokeAll(callers)) {
                taken.add(caller.get());
            }
        }
        assertThat(taken).allMatch(time -> time.compareTo(IN_TIME) < 0);
        assertThat(taken)
                .filteredOn(time -> time.compareTo(Duration.ofMillis(1_000)) < 0)
                .as("refused without waiting")
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void F13_calls_a_minute_have_an_end() {
        Kek kek = kms(KmsFixture.settings(
                        path.endpoint(), key, Duration.ofSeconds(10), Duration.ofSeconds(8), 16, 64, 4))
                .key();
        byte[] dataKey = fresh();
        byte[] wrapped = kek.wrap(dataKey, PLACE);
        kek.unwrap(wrapped, PLACE).close();
        kek.unwrap(wrapped, PLACE).close();
        int before = path.calls();

        assertThatThrownBy(() -> kek.unwrap(wrapped, PLACE))
                .satisfies(KmsKekTest::isUnavailable)
                .satisfies(refused -> assertThat(((Refusal) refused).details()).containsKey("retry_after_seconds"));
        assertThat(path.calls()).isEqualTo(before);

        clock.forward(Duration.ofMinutes(1));
        try (SecretBytes again = kek.unwrap(wrapped, PLACE)) {
            assertThat(again).isEqualTo(SecretBytes.copyOf(dataKey));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GARBAGE", "CUT_SHORT", "WRONG_PLAINTEXT", "WRONG_KEY_ID"})
    void F14_a_wrong_key_or_garbage_is_an_integrity_failure_and_an_alarm(Fault fault) {
        VaultFixture vault = vault(patient());
        seal(vault, "first");
        path.set(fault);

        assertThatThrownBy(() -> vault.secrets.unseal(operator, connection)).isInstanceOf(IntegrityFailure.class);

        assertThat(vault.watch.take())
                .anySatisfy(incident -> assertThat(incident.kind()).isEqualTo(VaultWatch.Kind.INTEGRITY));
        path.set(Fault.NONE);
        assertThat(vault.secrets.unseal(operator, connection)).contains(SecretBytes.ofText("first"));
    }

    @ParameterizedTest
    @EnumSource(names = {"GARBAGE", "WRONG_PLAINTEXT", "WRONG_CIPHERTEXT", "WRONG_KEY_ID"})
    void F14_nothing_is_stored_under_a_key_that_kms_could_not_give_back(Fault fault) {
        VaultFixture vault = vault(patient());
        path.set(fault);
        assertThatThrownBy(() -> seal(vault, "first")).isInstanceOfAny(IntegrityFailure.class, Refusal.class);
        assertThat(versions(vault)).isZero();
    }

    @Test
    void L01_no_failure_shows_a_key() {
        Kek kek = impatient(16, 64, 10_000).key();
        byte[] dataKey = fresh();
        for (Fault fault : Fault.values()) {
            path.set(fault);
            try {
                kek.wrap(dataKey, PLACE);
            } catch (RuntimeException failure) {
                assertThat(failure.toString())
                        .doesNotContain(Base64.getEncoder().encodeToString(dataKey))
                        .doesNotContain(key);
            }
        }
    }

    private Kms patient() {
        return kms(KmsFixture.patient(path.endpoint(), key));
    }

    private Kms impatient(int callsMax, int waitingMax, int perMinuteMax) {
        return kms(KmsFixture.settings(
                path.endpoint(),
                key,
                Duration.ofSeconds(2),
                Duration.ofMillis(700),
                callsMax,
                waitingMax,
                perMinuteMax));
    }

    private Kms kms(KmsProperties settings) {
        Kms kms = Kms.open(settings, clock);
        opened.add(kms);
        return kms;
    }

    private VaultFixture vault(Kms kms) {
        return new VaultFixture(
                DATABASE, new Keks(KekProvider.AWS_KMS, Map.of(KekProvider.AWS_KMS, kms.key()), List.of()), clock);
    }

    private void seal(VaultFixture vault, String text) {
        try (SecretBytes secret = SecretBytes.ofText(text)) {
            vault.secrets.seal(operator, connection, secret);
        }
    }

    private int versions(VaultFixture vault) {
        return vault.jdbc
                .sql("select count(*) from vault.secret where connection_id = ?")
                .param(connection.value())
                .query(Integer.class)
                .single();
    }

    private static byte[] fresh() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static void isUnavailable(Throwable failure) {
        assertThat(failure).isInstanceOf(Refusal.class);
        assertThat(((Refusal) failure).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(((Refusal) failure).details().get("part")).hasToString("\"kms\"");
    }
}
