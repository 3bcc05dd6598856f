// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vault.signing.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The vault of one process over a database; several may share one. */
public final class VaultFixture {

    final JdbcClient jdbc;
    final TransactionTemplate joining;
    final TransactionTemplate own;
    final Keks keks;
    final VaultWatch watch = new VaultWatch();
    final DataKeyCache cache;
    final DataKeys dataKeys;
    final Sealer sealer;
    final SealedSecrets secrets;
    private final Clock clock;

    VaultFixture(DataSource database, Keks keks, Clock clock) {
        var random = new SecureRandom();
        var transactions = new JdbcTransactionManager(database);
        this.jdbc = JdbcClient.create(database);
        this.joining = new TransactionTemplate(transactions);
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.keks = keks;
        this.clock = clock;
        this.cache = new DataKeyCache(clock, Duration.ofMinutes(5), 1000, 100_000);
        this.dataKeys = new DataKeys(jdbc, own, keks, cache, 100, random, clock);
        var aesGcm = new AesGcm(random);
        this.sealer = new Sealer(dataKeys, aesGcm, watch);
        this.secrets = new SealedSecrets(jdbc, joining, dataKeys, aesGcm, watch, clock);
    }

    /** A process with a master key of its own. */
    public static VaultFixture on(DataSource database, MovableClock clock) {
        try {
            Path folder = Files.createTempDirectory("stack-vault");
            return new VaultFixture(database, Keks.only(LocalKek.at(folder.resolve("kek"), new SecureRandom())), clock);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Another process with the same database and master key. */
    public VaultFixture another(DataSource database) {
        return new VaultFixture(database, keks, clock);
    }

    /** What wraps its data keys anew. */
    Rewrap rewrap() {
        return new Rewrap(jdbc, joining, keks, new RewrapRuns(jdbc, new SecureRandom()), clock);
    }

    /** Signing keys of this process. */
    public SigningKeys signingKeys() {
        return new SigningKeys(jdbc, own, sealer, Ed25519Providers.best(), new SecureRandom(), clock);
    }

    public JdbcClient jdbc() {
        return jdbc;
    }
}
