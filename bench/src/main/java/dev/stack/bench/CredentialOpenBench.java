// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.stack.vault.Sealer;
import dev.stack.vault.SecretBytes;
import dev.stack.vault.Vault;
import dev.stack.vocabulary.OperatorId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;

/** Opening a sealed credential of 1 KiB whose data key is in memory, by processor time of one thread, against OpenSSL. */
public final class CredentialOpenBench implements Bench {

    private static final OperatorId OPERATOR = new OperatorId("op_2mPq8sT4vXyZ1aBcD3eFgH");
    private static final String PURPOSE = "bench";

    @Override
    public String name() {
        return "credential-open";
    }

    @Override
    public String describes() {
        return "opening 1 KiB with a data key in memory, against openssl speed";
    }

    @Override
    public List<Ratio> run(Effort whole) throws Exception {
        Effort effort = new Effort(whole.warmUp(), 2 * whole.rounds(), whole.slice(), 0, 0);
        Path folder = Files.createTempDirectory("stack-bench-vault");
        try (BenchDatabase database = BenchDatabase.start();
                HikariDataSource pool = database.pool(4);
                AnnotationConfigApplicationContext vault = vault(pool, folder)) {
            Sealer sealer = vault.getBean(Sealer.class);
            byte[] clear = new byte[OpensslSpeed.BYTES];
            Arrays.fill(clear, (byte) 'x');
            byte[] sealed = sealer.seal(OPERATOR, PURPOSE, clear);
            if (whole.warmUp() > 0) {
                Load.settle(effort.slice(), () -> open(sealer, sealed));
            }
            Rounds rounds = new Rounds()
                    .add("open", () -> rate(effort, sealer, sealed))
                    .add("openssl", OpensslSpeed::rate)
                    .run(effort);
            return List.of(Ratio.of("open", rounds.ratio("open", "openssl"), "openssl speed")
                    .withGoal(0.5));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /**
     * The first of two slices does not count: what follows a pause is slower for some 300 ms, and while OpenSSL runs this is
     * a pause.
     */
    private static double rate(Effort effort, Sealer sealer, byte[] sealed) throws Exception {
        Load.rateByProcessor(effort.slice(), () -> open(sealer, sealed));
        return Load.rateByProcessor(effort.slice(), () -> open(sealer, sealed));
    }

    private static void open(Sealer sealer, byte[] sealed) {
        try (SecretBytes clear = sealer.unseal(OPERATOR, PURPOSE, sealed)) {
            if (clear.length() != OpensslSpeed.BYTES) {
                throw new IllegalStateException("something else was opened");
            }
        }
    }

    private static AnnotationConfigApplicationContext vault(DataSource dataSource, Path folder) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "bench",
                        Map.of(
                                "stack.vault.kek-file",
                                folder.resolve("kek").toString(),
                                "stack.vault.data-key-uses-max",
                                "1000000000")));
        context.registerBean(DataSource.class, () -> dataSource);
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(dataSource));
        context.register(Vault.class);
        context.refresh();
        return context;
    }
}
