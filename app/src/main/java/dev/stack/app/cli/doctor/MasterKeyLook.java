// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.doctor;

import dev.stack.app.start.StartFailure;
import dev.stack.vault.KekProvider;
import dev.stack.vault.MasterKeyProbe;
import dev.stack.vault.VaultProperties;
import dev.stack.vault.kms.KmsProperties;
import java.nio.file.Files;
import java.time.Clock;

/** The key that wraps all others. */
final class MasterKeyLook {

    private static final String PART = "master key";

    private MasterKeyLook() {}

    static Diagnosis at(VaultProperties settings, KmsProperties kms, Clock clock) {
        return settings.kek() == KekProvider.LOCAL ? local(settings) : inService(settings, kms, clock);
    }

    private static Diagnosis local(VaultProperties settings) {
        if (!Files.exists(settings.kekFile())) {
            return Diagnosis.ok(PART, "a file, made at the first start: " + settings.kekFile());
        }
        return Files.isReadable(settings.kekFile())
                ? Diagnosis.ok(PART, "in the file " + settings.kekFile() + "; keep a copy elsewhere")
                : Diagnosis.failed(
                        PART, settings.kekFile() + " cannot be read", "Give the file to the user who runs the server.");
    }

    private static Diagnosis inService(VaultProperties settings, KmsProperties kms, Clock clock) {
        try {
            return MasterKeyProbe.ask(settings, kms, clock)
                    .map(what -> Diagnosis.failed(
                            PART,
                            "the key service does not answer: " + what,
                            "Check stack.vault.kms.* and the network."))
                    .orElseGet(() -> Diagnosis.ok(PART, "the key service answers"));
        } catch (RuntimeException unusable) {
            return Diagnosis.failed(
                    PART,
                    StartFailure.line(unusable).orElse(String.valueOf(unusable.getMessage())),
                    "Check stack.vault.kms.*");
        }
    }
}
