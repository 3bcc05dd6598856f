// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.vault;

import dev.stack.app.start.BesideServer;
import dev.stack.vault.Rewrap;
import dev.stack.vault.signing.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The vault of an installation, read with the settings its server has, whether that runs or not. */
public final class VaultTools implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private VaultTools(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param arguments settings as {@code --name=value} */
    public static VaultTools open(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--spring.main.lazy-initialization=true");
        return new VaultTools(BesideServer.open(VaultToolsConfiguration.class, all));
    }

    public Rewrap rewrap() {
        return context.getBean(Rewrap.class);
    }

    public SigningKeys signingKeys() {
        return context.getBean(SigningKeys.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
