// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vocabulary.Refusal;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Refuses to start over a vault none of whose data keys this process could unwrap. It would begin a second vault beside the
 * first, under a master key that no other process has.
 */
final class SameVault implements SmartInitializingSingleton {

    private static final String ALL_FOREIGN = """
            select exists (select from vault.data_key)
                and not exists (select from vault.data_key where kek_id = any (?))""";

    private final JdbcClient jdbc;
    private final Keks keks;

    SameVault(JdbcClient jdbc, Keks keks) {
        this.jdbc = jdbc;
        this.keks = keks;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Set<String> ids = keks.ids();
        if (jdbc.sql(ALL_FOREIGN)
                .param(ids.toArray(String[]::new))
                .query(Boolean.class)
                .single()) {
            throw Refusal.invalid("The vault in this database was sealed under another master key than " + ids
                    + ", which this process has. Processes over one database share one: name its file with"
                    + " stack.vault.kek-file, or the key in the KMS with stack.vault.kms.key-id.");
        }
    }
}
