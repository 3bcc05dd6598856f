// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import dev.stack.app.embedded.DataFolder;
import dev.stack.app.roles.Roles;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says on standard output where everything is, and last that the server serves. */
@Component
final class ReadyLine {

    private final DataFolder folder;

    ReadyLine(DataFolder folder) {
        this.folder = folder;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            Environment environment = event.getApplicationContext().getEnvironment();
            System.out.println("data " + folder.path());
            System.out.println("roles " + Roles.of(environment));
            System.out.println("ready " + url(environment, web.getWebServer().getPort()));
        }
    }

    private static String url(Environment environment, int port) {
        String scheme = SafeAddress.isEncrypted(environment) ? "https" : "http";
        String address = environment.getProperty("server.address", "127.0.0.1");
        return scheme + "://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
