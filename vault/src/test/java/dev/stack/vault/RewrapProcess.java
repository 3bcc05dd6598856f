// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vault.kms.Kms;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.postgresql.ds.PGSimpleDataSource;

/** A run of {@link Rewrap} in a process of its own, to be killed. */
final class RewrapProcess {

    private RewrapProcess() {}

    public static void main(String... arguments) {
        var database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        database.setUser(arguments[1]);
        Kek local = LocalKek.at(Path.of(arguments[2]), new SecureRandom());
        try (Kms kms = Kms.open(KmsFixture.patient(URI.create(arguments[3]), arguments[4]), Clock.systemUTC())) {
            var vault = new VaultFixture(database, KmsFixture.keks(local, kms), Clock.systemUTC());
            vault.rewrap().run(KekProvider.AWS_KMS, _ -> {});
        }
    }
}
