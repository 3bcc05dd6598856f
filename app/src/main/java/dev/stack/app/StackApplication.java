// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import dev.stack.app.start.KnownSettings;
import dev.stack.app.start.SafeAddress;
import dev.stack.command.CommandSide;
import dev.stack.detectors.Detectors;
import dev.stack.edge.ProxyEdge;
import dev.stack.query.QuerySide;
import dev.stack.vault.Vault;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/** The server: every module, wired. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({CommandSide.class, QuerySide.class, Detectors.class, ProxyEdge.class, Vault.class})
public class StackApplication {

    /**
     * Starts the server; returns when it serves.
     *
     * @param arguments settings as {@code --name=value}
     */
    public static ConfigurableApplicationContext run(String... arguments) {
        var application = new SpringApplication(StackApplication.class);
        // Two modules may use one word for their own class.
        application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.addListeners(new KnownSettings(), new SafeAddress());
        return application.run(arguments);
    }
}
