// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.vault.kms.FaultyPath;
import dev.stack.vault.kms.FaultyPath.Fault;
import dev.stack.vault.kms.Kms;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Moving from one master key to another while everything is in use. */
final class RewrapTest {

    private static final DataSource DATABASE = VaultDatabase.create(RewrapTest.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final OperatorId OPERATOR = OperatorId.mint(RANDOM);

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private final FaultyPath path = new FaultyPath(KmsFixture.emulator().endpoint());
    private final String first = KmsFixture.emulator().newKey();
    private final String second = KmsFixture.emulator().newKey();
    private final Kms kms = Kms.open(KmsFixture.patient(path.endpoint(), first), clock);
    private Kek local;

    @BeforeEach
    void empty() {
        local = LocalKek.at(folder.resolve("kek"), RANDOM);
        var jdbc = new VaultFixture(DATABASE, Keks.only(local), clock).jdbc;
        jdbc.sql("truncate vault.secret, vault.data_key, vault.rewrap, vault.signing_key")
                .update();
    }

    @AfterEach
    void close() {
        kms.close();
        path.close();
    }

    @Test
    void K05_from_a_local_key_to_kms_and_on_to_another_and_back_every_secret_stays_readable() {
        VaultFixture before = new VaultFixture(DATABASE, Keks.only(local), clock);
        Map<ConnectionId, String> secrets = seal(before, 60);
        byte[] box = before.sealer.seal(OPERATOR, "answer", new byte[] {1, 2, 3});
        String kid = before.signingKeys().current().kid();

        VaultFixture onKms = new VaultFixture(DATABASE, KmsFixture.keks(local, kms), clock);
        Rewrap.Progress moved = onKms.rewrap().run(KekProvider.AWS_KMS, _ -> {});
        assertThat(moved.left()).isZero();
        assertThat(moved.rewrapped()).isEqualTo(dataKeys(onKms));
        assertThat(masterKeys(onKms)).containsExactly("aws-kms:" + first);

        try (Kms next = Kms.open(KmsFixture.patient(path.endpoint(), second, first), clock)) {
            VaultFixture onNext = new VaultFixture(
                    DATABASE,
                    new Keks(KekProvider.AWS_KMS, Map.of(KekProvider.AWS_KMS, next.key()), next.formerKeys()),
                    clock);
            assertThat(read(onNext, secrets.keySet())).isEqualTo(secrets);
            assertThat(onNext.rewrap().run(KekProvider.AWS_KMS, _ -> {}).left()).isZero();
            assertThat(masterKeys(onNext)).containsExactly("aws-kms:" + second);

            VaultFixture back = new VaultFixture(DATABASE, KmsFixture.keks(local, next), clock);
            assertThat(back.rewrap().run(KekProvider.LOCAL, _ -> {}).left()).isZero();
        }
        VaultFixture after = new VaultFixture(DATABASE, Keks.only(local), clock);
        assertThat(masterKeys(after)).containsExactly(local.id());
        assertThat(read(after, secrets.keySet())).isEqualTo(secrets);
        assertThat(after.sealer.unseal(OPERATOR, "answer", box)).isEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 3}));
        assertThat(after.signingKeys().current().kid()).isEqualTo(kid);
        assertThat(after.signingKeys().current().sign(new byte[] {1})).hasSize(64);
    }

    @Test
    void K05_readers_and_writers_notice_nothing_of_a_run() throws Exception {
        VaultFixture writer = new VaultFixture(DATABASE, KmsFixture.keks(local, kms), clock);
        Map<ConnectionId, String> secrets = seal(new VaultFixture(DATABASE, Keks.only(local), clock), 60);
        var over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> reading = threads.submit(() -> {
                int rounds = 0;
                while (!over.get() || rounds == 0) {
                    // A process of its own each time: nothing is in its memory.
                    VaultFixture reader = new VaultFixture(DATABASE, KmsFixture.keks(local, kms), clock);
                    assertThat(read(reader, secrets.keySet())).isEqualTo(secrets);
                    rounds++;
                }
                return rounds;
            });
            Future<Map<ConnectionId, String>> writing = threads.submit(() -> {
                Map<ConnectionId, String> written = new LinkedHashMap<>();
                while (!over.get() || written.isEmpty()) {
                    written.putAll(seal(writer, 1));
                }
                return written;
            });
            writer.rewrap().run(KekProvider.AWS_KMS, _ -> {});
            over.set(true);
            assertThat(reading.get(60, TimeUnit.SECONDS)).isPositive();
            Map<ConnectionId, String> written = writing.get(60, TimeUnit.SECONDS);
            assertThat(read(writer, written.keySet())).isEqualTo(written);
        }
        assertThat(masterKeys(writer)).containsExactly("aws-kms:" + first);
    }

    @Test
    void K06_a_run_killed_again_and_again_is_taken_up_and_wraps_nothing_twice() throws Exception {
        VaultFixture vault = new VaultFixture(DATABASE, KmsFixture.keks(local, kms), clock);
        Map<ConnectionId, String> secrets = seal(new VaultFixture(DATABASE, Keks.only(local), clock), 160);

        killWhenRewrapped(vault, 1);
        assertThat(masterKeys(vault)).as("in the middle").containsExactlyInAnyOrder(local.id(), "aws-kms:" + first);
        assertThat(read(vault, secrets.keySet())).isEqualTo(secrets);
        killWhenRewrapped(vault, 101);
        assertThat(read(new VaultFixture(DATABASE, KmsFixture.keks(local, kms), clock), secrets.keySet()))
                .isEqualTo(secrets);

        Process last = start();
        assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).isZero();

        assertThat(masterKeys(vault)).containsExactly("aws-kms:" + first);
        assertThat(read(
                        new VaultFixture(
                                DATABASE,
                                new Keks(KekProvider.AWS_KMS, Map.of(KekProvider.AWS_KMS, kms.key()), List.of()),
                                clock),
                        secrets.keySet()))
                .as("by a process that has the new key alone")
                .isEqualTo(secrets);
        List<RewrapRuns.Ended> runs = new RewrapRuns(vault.jdbc, RANDOM).unrecorded();
        assertThat(runs).hasSize(1);
        assertThat(runs.getFirst().rewrapped()).as("each data key once").isEqualTo(dataKeys(vault));
    }

    @Test
    void K06_a_run_that_loses_kms_stops_with_what_it_did_and_goes_on_later() {
        VaultFixture vault = new VaultFixture(DATABASE, KmsFixture.keks(local, kms), clock);
        Map<ConnectionId, String> secrets = seal(new VaultFixture(DATABASE, Keks.only(local), clock), 60);
        try (Kms impatient = Kms.open(
                KmsFixture.settings(
                        path.endpoint(), first, Duration.ofSeconds(5), Duration.ofSeconds(4), 16, 64, 1_000_000),
                clock)) {
            VaultFixture moving = new VaultFixture(DATABASE, KmsFixture.keks(local, impatient), clock);
            assertThatThrownBy(() -> moving.rewrap().run(KekProvider.AWS_KMS, _ -> path.set(Fault.DOWN)))
                    .isInstanceOf(Refusal.class);
        }
        assertThat(masterKeys(vault)).hasSize(2);
        path.set(Fault.NONE);
        assertThat(vault.rewrap().run(KekProvider.AWS_KMS, _ -> {}).rewrapped()).isEqualTo(60);
        assertThat(read(vault, secrets.keySet())).isEqualTo(secrets);
    }

    @Test
    void a_second_run_finds_nothing_to_do() {
        VaultFixture vault = new VaultFixture(DATABASE, KmsFixture.keks(local, kms), clock);
        seal(vault, 3);
        int before = path.calls();
        Rewrap.Progress progress = vault.rewrap().run(KekProvider.AWS_KMS, _ -> {});
        assertThat(progress.rewrapped()).isZero();
        assertThat(progress.left()).isZero();
        assertThat(path.calls()).isEqualTo(before);
    }

    @Test
    void K02_a_row_cannot_bring_in_a_master_key_the_settings_do_not_name() {
        VaultFixture vault = new VaultFixture(DATABASE, KmsFixture.keks(local, kms), clock);
        Map<ConnectionId, String> secrets = seal(vault, 1);
        vault.jdbc
                .sql("update vault.data_key set kek_id = ?")
                .param("aws-kms:" + second)
                .update();
        VaultFixture fresh = new VaultFixture(DATABASE, KmsFixture.keks(local, kms), clock);
        assertThatThrownBy(() -> read(fresh, secrets.keySet())).isInstanceOf(IntegrityFailure.class);
    }

    private void killWhenRewrapped(VaultFixture vault, long count) throws Exception {
        Process process = start();
        while (rewrapped(vault) < count) {
            assertThat(process.waitFor(10, TimeUnit.MILLISECONDS))
                    .as("it ended before it was killed")
                    .isFalse();
        }
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private Process start() throws IOException {
        var database = (PGSimpleDataSource) DATABASE;
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Daws.accessKeyId=test",
                        "-Daws.secretAccessKey=test",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RewrapProcess.class.getName(),
                        database.getUrl(),
                        String.valueOf(database.getUser()),
                        folder.resolve("kek").toString(),
                        path.endpoint().toString(),
                        first)
                .inheritIO()
                .start();
    }

    private static Map<ConnectionId, String> seal(VaultFixture vault, int count) {
        Map<ConnectionId, String> secrets = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            ConnectionId connection = ConnectionId.mint(RANDOM);
            String text = "secret of " + connection;
            try (SecretBytes secret = SecretBytes.ofText(text)) {
                vault.secrets.seal(OPERATOR, connection, secret);
            }
            secrets.put(connection, text);
        }
        return secrets;
    }

    private static Map<ConnectionId, String> read(VaultFixture vault, Iterable<ConnectionId> connections) {
        Map<ConnectionId, String> read = new LinkedHashMap<>();
        for (ConnectionId connection : connections) {
            try (SecretBytes secret = vault.secrets.unseal(OPERATOR, connection).orElseThrow()) {
                read.put(connection, secret.read(String::new));
            }
        }
        return read;
    }

    private static List<String> masterKeys(VaultFixture vault) {
        return new ArrayList<>(vault.jdbc
                .sql("select distinct kek_id from vault.data_key")
                .query(String.class)
                .list());
    }

    private static long dataKeys(VaultFixture vault) {
        return vault.jdbc
                .sql("select count(*) from vault.data_key")
                .query(Long.class)
                .single();
    }

    private static long rewrapped(VaultFixture vault) {
        return vault.jdbc
                .sql("select count(*) from vault.data_key where kek_id like 'aws-kms:%'")
                .query(Long.class)
                .single();
    }
}
