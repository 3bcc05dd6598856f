// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vault.VaultWatch.Incident;
import dev.stack.vault.VaultWatch.State;
import dev.stack.vault.kms.KmsProperties;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the master key that some settings name whether it can be used. Touches no database. */
public final class MasterKeyProbe {

    private MasterKeyProbe() {}

    /** What is wrong, without anything secret; nothing when the key is there. A local key that is missing is made. */
    public static Optional<String> ask(VaultProperties settings, KmsProperties kms, Clock clock) {
        var watch = new VaultWatch();
        try (var _ = MasterKeys.open(settings, kms, watch, new SecureRandom(), clock)) {
            return watch.state() == State.OPEN
                    ? Optional.empty()
                    : Optional.of(watch.take().stream().map(Incident::what).collect(Collectors.joining("; ")));
        }
    }
}
