// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.passport.Ed25519;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.OperatorId;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

final class VaultTest {

    private static final DataSource DATABASE = VaultDatabase.create(VaultTest.class);

    @TempDir
    private static Path folder;

    @Test
    void one_configuration_class_wires_everything() {
        runner("stack.vault.kek-file=" + folder.resolve("kek")).run(context -> {
            var operator = new OperatorId("op_1");
            Sealer sealer = context.getBean(Sealer.class);
            byte[] box = sealer.seal(operator, "answer", new byte[] {1, 2, 3});
            assertThat(sealer.unseal(operator, "answer", box)).isEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 3}));
            assertThat(context.getBean(SigningKeys.class).current().kid()).hasSize(16);
            assertThat(context).hasSingleBean(SealedSecrets.class).hasSingleBean(Ed25519.class);
        });
    }

    @Test
    void F20_a_vault_that_was_sealed_under_another_key_is_not_added_to() {
        runner("stack.vault.kek-file=" + folder.resolve("kek"))
                .run(context -> context.getBean(Sealer.class).seal(new OperatorId("op_1"), "answer", new byte[] {1}));
        runner("stack.vault.kek-file=" + folder.resolve("another"))
                .run(context -> assertThat(context).getFailure().hasMessageContaining("another master key"));
    }

    @Test
    void data_keys_never_stay_in_memory_beyond_five_minutes() {
        runner("stack.vault.kek-file=" + folder.resolve("kek"), "stack.vault.data-key-age-max=301s")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void L01_no_bean_shows_a_key_in_its_text() {
        runner("stack.vault.kek-file=" + folder.resolve("kek")).run(context -> {
            String key = Files.readString(folder.resolve("kek"));
            for (String name : context.getBeanDefinitionNames()) {
                assertThat(String.valueOf(context.getBean(name))).doesNotContain(key);
            }
        });
    }

    private static ApplicationContextRunner runner(String... properties) {
        return new ApplicationContextRunner()
                .withUserConfiguration(Vault.class)
                .withBean(DataSource.class, () -> DATABASE)
                .withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(DATABASE))
                .withPropertyValues(properties);
    }
}
