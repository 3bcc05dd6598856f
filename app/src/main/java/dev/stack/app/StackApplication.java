// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import dev.stack.command.CommandSide;
import dev.stack.detectors.Detectors;
import dev.stack.edge.ProxyEdge;
import dev.stack.query.QuerySide;
import dev.stack.vault.Vault;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The server: every module, wired. */
@SpringBootApplication
@Import({CommandSide.class, QuerySide.class, Detectors.class, ProxyEdge.class, Vault.class})
public class StackApplication {

    static ConfigurableApplicationContext run(String... arguments) {
        return SpringApplication.run(StackApplication.class, arguments);
    }
}
