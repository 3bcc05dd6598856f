// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

final class SealedSecretsTest {

    private static final String PLANTED = "xoxb-planted-canary-7f3a91";
    private static final DataSource DATABASE = VaultDatabase.create(SealedSecretsTest.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MovableClock clock = new MovableClock();
    private final VaultFixture vault = VaultFixture.on(DATABASE, clock);
    private final OperatorId operator = OperatorId.mint(RANDOM);
    private final ConnectionId connection = ConnectionId.mint(RANDOM);

    @Test
    void what_was_sealed_opens_again_version_by_version() {
        assertThat(seal("first")).isEqualTo(1);
        assertThat(seal("second")).isEqualTo(2);

        assertThat(vault.secrets.unseal(operator, connection)).contains(SecretBytes.ofText("second"));
        assertThat(vault.secrets.unseal(operator, connection, 1)).contains(SecretBytes.ofText("first"));
        assertThat(vault.secrets.unseal(operator, connection, 3)).isEmpty();
        assertThat(vault.another(DATABASE).secrets.unseal(operator, connection, 2))
                .as("another process with the same master key")
                .contains(SecretBytes.ofText("second"));
    }

    @Test
    void another_operators_secret_is_as_good_as_missing() {
        seal("first");
        assertThat(vault.secrets.unseal(OperatorId.mint(RANDOM), connection)).isEmpty();
    }

    @Test
    void K01_a_dump_of_the_tables_holds_no_planted_secret_and_no_key() {
        seal(PLANTED);
        byte[] envelope = vault.sealer.seal(operator, "answer", PLANTED.getBytes(StandardCharsets.UTF_8));
        vault.signingKeys().start();

        byte[] canary = PLANTED.getBytes(StandardCharsets.UTF_8);
        assertThat(contains(envelope, canary)).isFalse();
        for (String table : List.of("vault.data_key", "vault.secret", "vault.signing_key")) {
            List<String> rows = vault.jdbc
                    .sql("select row_to_json(t)::text from " + table + " t")
                    .query((row, number) -> row.getString(1))
                    .list();
            String hex = HexFormat.of().formatHex(canary);
            assertThat(rows).as(table).isNotEmpty().noneMatch(row -> row.contains(PLANTED) || row.contains(hex));
        }
        assertThatThrownBy(() -> VaultFixture.on(DATABASE, clock).secrets.unseal(operator, connection))
                .as("the whole database without the master key")
                .isInstanceOf(IntegrityFailure.class);
    }

    @Test
    void K02_a_ciphertext_moved_to_another_connection_does_not_open() {
        seal("mine");
        var other = ConnectionId.mint(RANDOM);
        vault.jdbc
                .sql("update vault.secret set connection_id = ? where connection_id = ?")
                .params(other.value(), connection.value())
                .update();
        assertThatThrownBy(() -> vault.secrets.unseal(operator, other)).isInstanceOf(IntegrityFailure.class);
    }

    @Test
    void K02_a_ciphertext_moved_to_another_operator_does_not_open() {
        seal("mine");
        var other = OperatorId.mint(RANDOM);
        vault.jdbc
                .sql("update vault.secret set operator_id = ? where connection_id = ?")
                .params(other.value(), connection.value())
                .update();
        assertThatThrownBy(() -> vault.secrets.unseal(other, connection)).isInstanceOf(IntegrityFailure.class);
        vault.jdbc
                .sql("update vault.data_key set operator_id = ? where id in"
                        + " (select data_key_id from vault.secret where connection_id = ?)")
                .params(other.value(), connection.value())
                .update();
        assertThatThrownBy(() -> vault.another(DATABASE).secrets.unseal(other, connection))
                .as("with its data key")
                .isInstanceOf(IntegrityFailure.class);
    }

    @Test
    void K02_a_ciphertext_moved_to_another_version_does_not_open() {
        seal("old and withdrawn");
        seal("new");
        vault.jdbc
                .sql("update vault.secret set version = version + 10 where connection_id = ? and version = 1")
                .param(connection.value())
                .update();
        assertThatThrownBy(() -> vault.secrets.unseal(operator, connection)).isInstanceOf(IntegrityFailure.class);
    }

    @Test
    void K02_a_ciphertext_swapped_with_its_data_key_or_with_any_bit_flipped_does_not_open() {
        seal("one");
        seal("two");
        vault.jdbc
                .sql("update vault.secret s set ciphertext = o.ciphertext, data_key_id = o.data_key_id"
                        + " from vault.secret o where s.connection_id = ? and o.connection_id = s.connection_id"
                        + " and s.version = 2 and o.version = 1")
                .param(connection.value())
                .update();
        assertThatThrownBy(() -> vault.secrets.unseal(operator, connection)).isInstanceOf(IntegrityFailure.class);

        byte[] envelope = vault.sealer.seal(operator, "answer", "row 1", new byte[] {1, 2, 3});
        for (int bit = 0; bit < envelope.length * 8; bit++) {
            byte[] flipped = envelope.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> vault.sealer.unseal(operator, "answer", "row 1", flipped))
                    .isInstanceOf(IntegrityFailure.class);
        }
        for (int length = 0; length < envelope.length; length++) {
            byte[] cut = Arrays.copyOf(envelope, length);
            assertThatThrownBy(() -> vault.sealer.unseal(operator, "answer", "row 1", cut))
                    .isInstanceOf(IntegrityFailure.class);
        }
    }

    @Test
    void K02_a_sealed_text_opens_only_for_its_operator_purpose_and_subject() {
        byte[] envelope = vault.sealer.seal(operator, "answer", "row 1", new byte[] {1, 2, 3});

        assertThat(vault.sealer.unseal(operator, "answer", "row 1", envelope))
                .isEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> vault.sealer.unseal(OperatorId.mint(RANDOM), "answer", "row 1", envelope))
                .isInstanceOf(IntegrityFailure.class);
        assertThatThrownBy(() -> vault.sealer.unseal(operator, "other", "row 1", envelope))
                .isInstanceOf(IntegrityFailure.class);
        assertThatThrownBy(() -> vault.sealer.unseal(operator, "answer", "row 2", envelope))
                .isInstanceOf(IntegrityFailure.class);
    }

    @Test
    void K03_every_version_has_a_data_key_of_its_own_and_no_nonce_comes_twice() {
        for (int i = 0; i < 20; i++) {
            seal("same text");
        }
        List<byte[]> boxes = vault.jdbc
                .sql("select ciphertext from vault.secret where connection_id = ?")
                .param(connection.value())
                .query((row, number) -> row.getBytes(1))
                .list();
        Set<String> nonces = new HashSet<>();
        boxes.forEach(box -> nonces.add(Arrays.toString(Arrays.copyOfRange(box, 1, 13))));
        assertThat(nonces).hasSize(20);
        assertThat(vault.jdbc
                        .sql("select count(distinct data_key_id) from vault.secret where connection_id = ?")
                        .param(connection.value())
                        .query(Long.class)
                        .single())
                .isEqualTo(20);
    }

    @Test
    void K03_a_shared_data_key_stops_sealing_at_its_cap() {
        byte[] before = vault.sealer.seal(operator, "answer", new byte[] {1});
        vault.jdbc
                .sql("update vault.data_key set uses = ? where operator_id = ?")
                .params(DataKeys.USES_MAX - DataKeys.BLOCK + 1, operator.value())
                .update();
        VaultFixture other = vault.another(DATABASE);
        byte[] after = other.sealer.seal(operator, "answer", new byte[] {1});

        assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
        assertThat(other.sealer.unseal(operator, "answer", before).length()).isEqualTo(1);
        assertThat(usesMax()).isLessThanOrEqualTo(DataKeys.USES_MAX);
    }

    @Test
    void K03_a_shared_data_key_retires_from_sealing_after_a_month_and_still_opens() {
        byte[] before = vault.sealer.seal(operator, "answer", new byte[] {1});
        clock.forward(DataKeys.SEALS_FOR.plusSeconds(1));
        byte[] after = vault.sealer.seal(operator, "answer", new byte[] {1});

        assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
        assertThat(vault.sealer.unseal(operator, "answer", before).length()).isEqualTo(1);
    }

    @Test
    void K07_the_vault_answers_a_stored_secret_as_bytes_that_show_themselves_nowhere() {
        seal(PLANTED);
        try (SecretBytes secret = vault.secrets.unseal(operator, connection).orElseThrow()) {
            assertThat(secret.toString()).doesNotContain(PLANTED);
            assertThat(String.valueOf(vault.secrets)).doesNotContain(PLANTED);
        }
    }

    @Test
    void K08_a_destroyed_connection_leaves_neither_ciphertext_nor_data_key() {
        seal("one");
        seal("two");
        byte[] backedUp = vault.jdbc
                .sql("select ciphertext from vault.secret where connection_id = ? and version = 2")
                .param(connection.value())
                .query(byte[].class)
                .single();
        List<String> keys = vault.jdbc
                .sql("select data_key_id from vault.secret where connection_id = ?")
                .param(connection.value())
                .query((row, number) -> row.getString(1))
                .list();
        vault.secrets.unseal(operator, connection);

        vault.secrets.destroy(operator, connection);

        assertThat(vault.secrets.unseal(operator, connection)).isEmpty();
        assertThat(count("vault.secret where connection_id = '" + connection + "'"))
                .isZero();
        for (String key : keys) {
            assertThat(count("vault.data_key where id = '" + key + "'")).isZero();
            assertThat(vault.dataKeys.open(operator, "connection-secret", key)).isEmpty();
        }
        assertThatThrownBy(() -> vault.jdbc
                        .sql("insert into vault.secret values (?, ?, 2, ?, ?, now())")
                        .params(operator.value(), connection.value(), keys.getLast(), backedUp)
                        .update())
                .as("a restored ciphertext has no key to come back to")
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void K08_another_operator_cannot_destroy_it() {
        seal("one");
        vault.secrets.destroy(OperatorId.mint(RANDOM), connection);
        assertThat(vault.secrets.unseal(operator, connection)).isPresent();
    }

    @Test
    void one_version_is_erased_and_the_others_stay() {
        seal("works");
        int failed = seal("refused by the service");
        vault.secrets.destroyVersion(operator, connection, failed);
        assertThat(vault.secrets.unseal(operator, connection)).contains(SecretBytes.ofText("works"));
    }

    @Test
    void L01_no_failure_of_the_vault_tells_a_secret() {
        seal(PLANTED);
        vault.jdbc
                .sql("update vault.secret set version = 9 where connection_id = ?")
                .param(connection.value())
                .update();
        assertThatThrownBy(() -> vault.secrets.unseal(operator, connection))
                .isInstanceOf(IntegrityFailure.class)
                .satisfies(failure -> assertThat(textOf(failure)).doesNotContain(PLANTED));
        SecretBytes closed = SecretBytes.ofText(PLANTED);
        closed.close();
        assertThatThrownBy(() -> vault.secrets.seal(operator, connection, closed))
                .satisfies(failure -> assertThat(textOf(failure)).doesNotContain(PLANTED));
    }

    @Test
    void older_versions_are_erased_when_a_newer_one_is_accepted() {
        seal("one");
        int accepted = seal("two");
        vault.secrets.destroyBefore(operator, connection, accepted);
        assertThat(vault.secrets.unseal(operator, connection, 1)).isEmpty();
        assertThat(vault.secrets.unseal(operator, connection, 2)).isPresent();
    }

    @Test
    void a_callers_rollback_takes_the_secret_back_but_never_a_shared_data_key() {
        List<byte[]> envelope = new ArrayList<>();
        vault.joining.executeWithoutResult(status -> {
            seal("never happened");
            envelope.add(vault.sealer.seal(operator, "answer", new byte[] {7}));
            status.setRollbackOnly();
        });
        assertThat(vault.secrets.unseal(operator, connection)).isEmpty();
        assertThat(vault.another(DATABASE)
                        .sealer
                        .unseal(operator, "answer", envelope.getFirst())
                        .length())
                .isEqualTo(1);
    }

    @Test
    void writers_of_one_connection_get_different_versions() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                writers.add(() -> seal("racing"));
            }
            Set<Integer> versions = new HashSet<>();
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                versions.add(writer.get());
            }
            assertThat(versions).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    @Test
    void an_opened_data_key_stays_five_minutes_in_memory_and_not_longer() {
        seal("one");
        vault.secrets.unseal(operator, connection);
        assertThat(vault.cache.size()).isEqualTo(1);
        clock.forward(Duration.ofMinutes(5).minusSeconds(1));
        vault.cache.evictExpired();
        assertThat(vault.cache.size()).isEqualTo(1);
        clock.forward(Duration.ofSeconds(1));
        vault.cache.evictExpired();
        assertThat(vault.cache.size()).isZero();
        assertThat(vault.secrets.unseal(operator, connection)).isPresent();
    }

    private int seal(String text) {
        try (SecretBytes secret = SecretBytes.ofText(text)) {
            return vault.secrets.seal(operator, connection, secret);
        }
    }

    private static String textOf(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private long count(String from) {
        return vault.jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }

    private long usesMax() {
        return vault.jdbc
                .sql("select max(uses) from vault.data_key where operator_id = ?")
                .param(operator.value())
                .query(Long.class)
                .single();
    }

    private static String keyOf(byte[] envelope) {
        return new String(envelope, 2, envelope[1], StandardCharsets.ISO_8859_1);
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }
}
