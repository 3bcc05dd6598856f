// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** What one command needs of the server's parts, in a process of its own, with the server's settings. */
public final class BesideServer {

    private BesideServer() {}

    /**
     * Serves nothing and logs nothing: the command says itself what is worth saying.
     *
     * @param arguments settings as {@code --name=value}
     */
    public static ConfigurableApplicationContext open(Class<?> parts, List<String> arguments) {
        var application = new SpringApplication(parts);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.addListeners(new KnownSettings());
        List<String> all = new ArrayList<>(arguments);
        all.add("--logging.level.root=off");
        all.add("--logging.level.dev.stack=off");
        all.add("--spring.main.keep-alive=false");
        return StartFailure.leftToCommand(() -> application.run(all.toArray(String[]::new)));
    }
}
