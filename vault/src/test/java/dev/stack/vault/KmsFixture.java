// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vault.kms.Kms;
import dev.stack.vault.kms.KmsEmulator;
import dev.stack.vault.kms.KmsProperties;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** KMS as the tests of this package need it: one emulator for all of them. */
final class KmsFixture {

    private KmsFixture() {}

    static KmsEmulator emulator() {
        return Shared.EMULATOR;
    }

    private static final class Shared {
        static final KmsEmulator EMULATOR = KmsEmulator.start();
    }

    /** Patient: a busy machine is no reason to fail. */
    static KmsProperties patient(URI endpoint, String key, String... former) {
        return settings(endpoint, key, Duration.ofSeconds(10), Duration.ofSeconds(8), 16, 64, 1_000_000, former);
    }

    static KmsProperties settings(
            URI endpoint,
            String key,
            Duration call,
            Duration attempt,
            int callsMax,
            int waitingMax,
            int perMinuteMax,
            String... former) {
        return new KmsProperties(
                key, List.of(former), KmsEmulator.REGION, endpoint, call, attempt, callsMax, waitingMax, perMinuteMax);
    }

    /** Keys of a process that wraps with KMS and unwraps with a local key as well. */
    static Keks keks(Kek local, Kms kms) {
        return new Keks(
                KekProvider.AWS_KMS,
                Map.of(KekProvider.LOCAL, local, KekProvider.AWS_KMS, kms.key()),
                kms.formerKeys());
    }
}
