// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Login;
import dev.stack.app.cli.client.LoginFile;
import dev.stack.app.cli.client.Server;
import dev.stack.app.cli.client.ServerOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack login}: a person lets this machine act for them. */
@Command(
        name = "login",
        description = {
            "Log in by agreeing in a browser, on this machine or any other (RFC 8628).",
            "The login is kept in ~/.stack/credentials.json for this command line and the Python clients."
        },
        mixinStandardHelpOptions = true)
public final class LoginCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(
            names = "--scope",
            split = ",",
            paramLabel = "SCOPE",
            description = "What to ask for (default: operator:full, all that you may do yourself).")
    private List<String> scopes = List.of("operator:full");

    @Override
    public Integer call() throws InterruptedException {
        LoginFile file = LoginFile.ofUser();
        Clock clock = Clock.systemUTC();
        try (var server = new Server(options.url(), Optional::empty)) {
            var device = new DeviceLogin(server, clock);
            DeviceLogin.Offer offer = device.ask(String.join(" ", scopes));
            System.err.println("Open " + offer.page() + " and check that it shows the code " + offer.userCode() + ".");
            System.err.println("Waiting for you to agree there …");
            Login login = device.await(offer);
            file.exclusively(() -> {
                file.write(login, clock.instant());
                return login;
            });
            var kept = new Body().text("server", server.base()).text("file", file.path());
            options.printer()
                    .made(
                            kept.text("scope", login.scope()).json(),
                            "Logged in to " + server.base() + "; kept in " + file.path() + ".");
        }
        return 0;
    }
}
