// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.passport.ProviderEd25519;
import dev.stack.vault.kms.KmsProperties;
import dev.stack.vault.signing.SigningKeys;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Wires the vault. It needs a {@link DataSource} whose schema {@code vault} is migrated, and a transaction manager for it;
 * it offers {@link ProviderEd25519}, {@link SealedSecrets}, {@link Sealer}, {@link SigningKeys}, {@link Rewrap} and
 * {@link VaultWatch}. A {@link Clock} and a
 * {@link SecureRandom} are taken from the context where it has them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({VaultProperties.class, KmsProperties.class})
public class Vault {

    private static final long SWEEP_SECONDS = 30;
    private static final long PROBE_SECONDS = 1;

    @Bean
    ProviderEd25519 ed25519() {
        return Ed25519Providers.best();
    }

    @Bean
    VaultWatch vaultWatch() {
        return new VaultWatch();
    }

    @Bean
    MasterKeys masterKeys(
            VaultProperties properties,
            KmsProperties kms,
            VaultWatch watch,
            ObjectProvider<SecureRandom> random,
            ObjectProvider<Clock> clock) {
        return MasterKeys.open(
                properties,
                kms,
                watch,
                random.getIfAvailable(SecureRandom::new),
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    SameVault sameVault(DataSource dataSource, MasterKeys keys) {
        return new SameVault(JdbcClient.create(dataSource), keys.keks());
    }

    @Bean
    AesGcm aesGcm(ObjectProvider<SecureRandom> random) {
        return new AesGcm(random.getIfAvailable(SecureRandom::new));
    }

    @Bean
    DataKeyCache dataKeyCache(VaultProperties properties, ObjectProvider<Clock> clock) {
        return new DataKeyCache(
                clock.getIfAvailable(Clock::systemUTC),
                properties.dataKeyAgeMax(),
                properties.dataKeysMax(),
                properties.dataKeyUsesMax());
    }

    /** Overwrites keys nobody asked for again, and asks for the master key while it is away. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService vaultSweeper(DataKeyCache cache, AesGcm aesGcm, MasterKeys keys) {
        var sweeper = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("vault-sweeper").factory());
        var unused = sweeper.scheduleWithFixedDelay(
                () -> {
                    cache.evictExpired();
                    aesGcm.forget();
                },
                SWEEP_SECONDS,
                SWEEP_SECONDS,
                TimeUnit.SECONDS);
        var alsoUnused = sweeper.scheduleWithFixedDelay(keys::tryAgain, PROBE_SECONDS, PROBE_SECONDS, TimeUnit.SECONDS);
        return sweeper;
    }

    @Bean
    DataKeys dataKeys(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            MasterKeys keys,
            DataKeyCache cache,
            VaultProperties properties,
            ObjectProvider<SecureRandom> random,
            ObjectProvider<Clock> clock) {
        return new DataKeys(
                JdbcClient.create(dataSource),
                ofItsOwn(transactions),
                keys.keks(),
                cache,
                properties.dataKeysMax(),
                random.getIfAvailable(SecureRandom::new),
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    SealedSecrets sealedSecrets(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            DataKeys dataKeys,
            AesGcm aesGcm,
            VaultWatch watch,
            ObjectProvider<Clock> clock) {
        return new SealedSecrets(
                JdbcClient.create(dataSource),
                new TransactionTemplate(transactions),
                dataKeys,
                aesGcm,
                watch,
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    Sealer sealer(DataKeys dataKeys, AesGcm aesGcm, VaultWatch watch) {
        return new Sealer(dataKeys, aesGcm, watch);
    }

    @Bean
    RewrapRuns rewrapRuns(DataSource dataSource, ObjectProvider<SecureRandom> random) {
        return new RewrapRuns(JdbcClient.create(dataSource), random.getIfAvailable(SecureRandom::new));
    }

    @Bean
    Rewrap rewrap(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            MasterKeys keys,
            RewrapRuns runs,
            ObjectProvider<Clock> clock) {
        return new Rewrap(
                JdbcClient.create(dataSource),
                new TransactionTemplate(transactions),
                keys.keks(),
                runs,
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    InstallationSecrets installationSecrets(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Sealer sealer,
            ObjectProvider<SecureRandom> random) {
        return new InstallationSecrets(
                JdbcClient.create(dataSource),
                ofItsOwn(transactions),
                sealer,
                random.getIfAvailable(SecureRandom::new));
    }

    @Bean
    SigningKeys signingKeys(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Sealer sealer,
            ProviderEd25519 ed25519,
            ObjectProvider<SecureRandom> random,
            ObjectProvider<Clock> clock) {
        return new SigningKeys(
                JdbcClient.create(dataSource),
                ofItsOwn(transactions),
                sealer,
                ed25519,
                random.getIfAvailable(SecureRandom::new),
                clock.getIfAvailable(Clock::systemUTC));
    }

    private static TransactionTemplate ofItsOwn(PlatformTransactionManager transactions) {
        var own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return own;
    }
}
