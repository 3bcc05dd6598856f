// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.vault;

import dev.stack.app.start.KnownSettings;
import dev.stack.vault.Rewrap;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** The vault of an installation, read with the settings its server has, whether that runs or not. */
public final class VaultTools implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private VaultTools(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param arguments settings as {@code --name=value} */
    public static VaultTools open(List<String> arguments) {
        var application = new SpringApplication(VaultToolsConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setLazyInitialization(true);
        application.addListeners(new KnownSettings());
        List<String> all = new ArrayList<>(arguments);
        // The command says itself what is worth saying.
        all.add("--logging.level.root=off");
        all.add("--logging.level.dev.stack=off");
        all.add("--spring.main.keep-alive=false");
        return new VaultTools(application.run(all.toArray(String[]::new)));
    }

    public Rewrap rewrap() {
        return context.getBean(Rewrap.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
