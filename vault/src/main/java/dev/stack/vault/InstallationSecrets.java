// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vocabulary.OperatorId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Secrets of the installation itself: made once at random, then the same in every process and after every restart. */
public final class InstallationSecrets {

    private static final OperatorId INSTALLATION = new OperatorId("system");
    private static final String PURPOSE = "installation-secret";
    private static final int LENGTH = 32;

    private final JdbcClient jdbc;
    private final TransactionOperations ownTransaction;
    private final Sealer sealer;
    private final SecureRandom random;

    /** @param ownTransaction begins a transaction of its own: who asks first may be in one that only reads */
    InstallationSecrets(JdbcClient jdbc, TransactionOperations ownTransaction, Sealer sealer, SecureRandom random) {
        this.jdbc = jdbc;
        this.ownTransaction = ownTransaction;
        this.sealer = sealer;
        this.random = random;
    }

    /** The secret of that name, 32 bytes; made now when there is none yet. The caller closes it. */
    public SecretBytes get(String name) {
        byte[] sealed =
                Objects.requireNonNull(ownTransaction.execute(_ -> read(name).orElseGet(() -> make(name))));
        return sealer.unseal(INSTALLATION, PURPOSE, name, sealed);
    }

    private Optional<byte[]> read(String name) {
        return jdbc.sql("select sealed from vault.installation_secret where name = ?")
                .param(name)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    private byte[] make(String name) {
        byte[] fresh = new byte[LENGTH];
        random.nextBytes(fresh);
        // Of several processes that make it at once the first wins, and all read what is there.
        jdbc.sql("insert into vault.installation_secret (name, sealed) select ?, ? where not exists"
                        + " (select 1 from vault.installation_secret where name = ?) on conflict do nothing")
                .params(name, sealer.seal(INSTALLATION, PURPOSE, name, fresh), name)
                .update();
        Arrays.fill(fresh, (byte) 0);
        return read(name).orElseThrow();
    }
}
