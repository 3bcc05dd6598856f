// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.doctor;

import dev.stack.app.StackProperties;
import dev.stack.app.database.DatabaseProperties;
import dev.stack.app.redis.RedisProperties;
import dev.stack.app.start.BesideServer;
import dev.stack.vault.VaultProperties;
import dev.stack.vault.kms.KmsProperties;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** The settings as the server would read them; nothing is opened. */
final class DoctorSettings implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private DoctorSettings(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static DoctorSettings read(List<String> arguments) {
        return new DoctorSettings(BesideServer.open(Needed.class, arguments));
    }

    /** No component, so that the server, which scans for those, passes it over. */
    @EnableConfigurationProperties({
        StackProperties.class,
        DatabaseProperties.class,
        RedisProperties.class,
        VaultProperties.class,
        KmsProperties.class
    })
    static class Needed {}

    Path data() {
        return context.getBean(StackProperties.class).data().toAbsolutePath().normalize();
    }

    DatabaseProperties database() {
        return context.getBean(DatabaseProperties.class);
    }

    RedisProperties redis() {
        return context.getBean(RedisProperties.class);
    }

    VaultProperties vault() {
        return context.getBean(VaultProperties.class);
    }

    KmsProperties kms() {
        return context.getBean(KmsProperties.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
