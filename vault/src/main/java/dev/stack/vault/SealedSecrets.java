// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stack.vault.DataKeys.DataKey;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The credentials of connections. Written once per version under a data key of its own, opened only on the way out to the
 * service, never shown again, and erased for good when the connection goes.
 */
public final class SealedSecrets {

    private static final String PURPOSE = "connection-secret";
    private static final int REMEMBERED_MAX = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final DataKeys dataKeys;
    private final AesGcm aesGcm;
    private final VaultWatch watch;
    private final Clock clock;
    private final Cache<Name, Row> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED)
            .build();

    SealedSecrets(
            JdbcClient jdbc,
            TransactionOperations transaction,
            DataKeys dataKeys,
            AesGcm aesGcm,
            VaultWatch watch,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dataKeys = dataKeys;
        this.aesGcm = aesGcm;
        this.watch = watch;
        this.clock = clock;
    }

    /** Seals the next version and gives its number, from 1. Joins the caller's transaction. */
    public int seal(OperatorId operator, ConnectionId connection, SecretBytes secret) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int version = nextVersion(connection);
            try (DataKey key = dataKeys.mint(operator, PURPOSE)) {
                byte[] aad = aad(operator, connection, version, key.id());
                byte[] box = secret.read(clear -> key.bytes().read(bytes -> aesGcm.seal(bytes, aad, clear)));
                jdbc.sql("insert into vault.secret"
                                + " (operator_id, connection_id, version, data_key_id, ciphertext, created_at)"
                                + " values (?, ?, ?, ?, ?, ?)")
                        .params(
                                operator.value(),
                                connection.value(),
                                version,
                                key.id(),
                                box,
                                Timestamp.from(clock.instant()))
                        .update();
            }
            return version;
        }));
    }

    /**
     * Opens the newest version; empty when there is none for this operator. The caller closes it. Where the version is
     * known from an event, name it: whoever can delete rows can make an older one the newest.
     */
    public Optional<SecretBytes> unseal(OperatorId operator, ConnectionId connection) {
        return jdbc.sql("select version, data_key_id, ciphertext from vault.secret"
                        + " where operator_id = ? and connection_id = ? order by version desc limit 1")
                .params(operator.value(), connection.value())
                .query(Row.class)
                .optional()
                .map(row -> open(operator, connection, row));
    }

    /** Opens that version; empty when there is none for this operator. The caller closes it. */
    public Optional<SecretBytes> unseal(OperatorId operator, ConnectionId connection, int version) {
        return read(new Name(operator, connection, version)).map(row -> open(operator, connection, row));
    }

    /**
     * The same for one of many calls: what is sealed never changes, so it is read once and remembered, sealed, for a minute.
     * Elsewhere a version may have been erased since; whoever opens it so has found out that its connection stands.
     */
    public Optional<SecretBytes> unsealAgain(OperatorId operator, ConnectionId connection, int version) {
        var name = new Name(operator, connection, version);
        Optional<Row> row = Optional.ofNullable(remembered.getIfPresent(name)).or(() -> {
            Optional<Row> found = read(name);
            found.ifPresent(one -> remembered.put(name, one));
            return found;
        });
        return row.map(one -> open(operator, connection, one));
    }

    private Optional<Row> read(Name name) {
        return jdbc.sql("select version, data_key_id, ciphertext from vault.secret"
                        + " where operator_id = ? and connection_id = ? and version = ?")
                .params(name.operator().value(), name.connection().value(), name.version())
                .query(Row.class)
                .optional();
    }

    /** Erases every version: ciphertexts and data keys. Joins the caller's transaction. */
    public void destroy(OperatorId operator, ConnectionId connection) {
        destroy(operator, connection, 1, Integer.MAX_VALUE);
    }

    /** Erases one version and leaves the others, such as one whose connecting failed after all. */
    public void destroyVersion(OperatorId operator, ConnectionId connection, int version) {
        destroy(operator, connection, version, version);
    }

    /** Erases the versions below {@code version}, such as those an accepted newer one replaced. */
    public void destroyBefore(OperatorId operator, ConnectionId connection, int version) {
        destroy(operator, connection, 1, version - 1);
    }

    private void destroy(OperatorId operator, ConnectionId connection, int first, int last) {
        transaction.executeWithoutResult(status -> jdbc.sql("delete from vault.secret where operator_id = ?"
                        + " and connection_id = ? and version between ? and ? returning data_key_id")
                .params(operator.value(), connection.value(), first, last)
                .query(String.class)
                .list()
                .forEach(keyId -> dataKeys.destroy(operator, PURPOSE, keyId)));
        remembered.asMap().keySet().removeIf(name -> name.connection().equals(connection));
    }

    private record Name(OperatorId operator, ConnectionId connection, int version) {}

    /** A sealed version as it lies in the table. */
    record Row(int version, String dataKeyId, byte[] ciphertext) {}

    private SecretBytes open(OperatorId operator, ConnectionId connection, Row row) {
        try {
            return openWhole(operator, connection, row);
        } catch (IntegrityFailure failure) {
            dataKeys.forget(operator, PURPOSE, row.dataKeyId());
            remembered.invalidate(new Name(operator, connection, row.version()));
            watch.integrity("secret of connection " + connection + ": " + failure.getMessage());
            throw failure;
        }
    }

    private SecretBytes openWhole(OperatorId operator, ConnectionId connection, Row row) {
        try (DataKey key = dataKeys.open(operator, PURPOSE, row.dataKeyId())
                .orElseThrow(() -> new IntegrityFailure("the data key of a secret is gone"))) {
            byte[] aad = aad(operator, connection, row.version(), row.dataKeyId());
            return key.bytes().read(bytes -> aesGcm.open(bytes, aad, row.ciphertext()));
        }
    }

    /** Two writers of one connection wait for each other, until the first one's transaction ends. */
    private int nextVersion(ConnectionId connection) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 7411))")
                .param(connection.value())
                .query((row, number) -> true)
                .single();
        return jdbc.sql("select coalesce(max(version), 0) + 1 from vault.secret where connection_id = ?")
                .param(connection.value())
                .query(Integer.class)
                .single();
    }

    private static byte[] aad(OperatorId operator, ConnectionId connection, int version, String keyId) {
        return Binding.of(
                "stack vault secret 1", operator.value(), connection.value(), Integer.toString(version), keyId);
    }
}
