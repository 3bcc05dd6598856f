// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vault.kms.Kms;
import dev.stack.vault.kms.KmsProperties;
import dev.stack.vocabulary.Refusal;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master keys the settings name. A process whose key cannot be reached starts all the same: its vault is sealed until
 * the key answers for the first time.
 */
final class MasterKeys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeys.class);

    private final Keks keks;
    private final VaultWatch watch;
    private final @Nullable Kms kms;

    private MasterKeys(Keks keks, VaultWatch watch, @Nullable Kms kms) {
        this.keks = keks;
        this.watch = watch;
        this.kms = kms;
    }

    /** Opens them and asks the one that wraps whether it is there. */
    static MasterKeys open(
            VaultProperties settings, KmsProperties kmsSettings, VaultWatch watch, SecureRandom random, Clock clock) {
        Map<KekProvider, Kek> keys = new EnumMap<>(KekProvider.class);
        // A local key that is not used any more may still be needed to unwrap; a new one is made only to wrap.
        if (settings.kek() == KekProvider.LOCAL || Files.exists(settings.kekFile())) {
            keys.put(KekProvider.LOCAL, LocalKek.at(settings.kekFile(), random));
        }
        List<Kek> former = new ArrayList<>();
        Kms kms = null;
        if (kmsSettings.keyId() != null) {
            kms = Kms.open(kmsSettings, clock);
            keys.put(KekProvider.AWS_KMS, kms.key());
            former.addAll(kms.formerKeys());
        } else if (settings.kek() == KekProvider.AWS_KMS) {
            throw Refusal.invalid("stack.vault.kek is aws-kms, so stack.vault.kms.key-id and .region must be set.");
        }
        keys.computeIfPresent(settings.kek(), (_, key) -> new WatchedKek(key, watch));
        var opened = new MasterKeys(new Keks(settings.kek(), keys, former), watch, kms);
        opened.unseal();
        return opened;
    }

    Keks keks() {
        return keks;
    }

    /** Asks again for a key that was away. */
    void tryAgain() {
        VaultWatch.State before = watch.state();
        if (before != VaultWatch.State.OPEN && isReached()) {
            LOG.atInfo()
                    .addKeyValue("key", keks.current().id())
                    .log(
                            before == VaultWatch.State.SEALED
                                    ? "the master key was reached: the vault is open"
                                    : "the master key is back");
        }
    }

    @Override
    public void close() {
        if (kms != null) {
            kms.close();
        }
    }

    private void unseal() {
        if (!isReached()) {
            watch.foundSealed();
            LOG.atWarn()
                    .addKeyValue("key", keks.current().id())
                    .log(
                            "system.sealed: the master key cannot be reached; only health and key set are served until it is");
        }
    }

    private boolean isReached() {
        try {
            keks.current().probe();
            return true;
        } catch (Refusal away) {
            return false;
        } catch (RuntimeException defect) {
            LOG.atError()
                    .addKeyValue("key", keks.current().id())
                    .setCause(defect)
                    .log("the master key does not work");
            return false;
        }
    }
}
