// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Refuses to serve plain http where others can reach it, unless told that something in front ends TLS. */
public final class SafeAddress implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Environment environment = event.getEnvironment();
        boolean allowed = environment.getProperty("stack.plain-http-allowed", Boolean.class, false);
        String address = environment.getProperty("server.address", "");
        if (!allowed && !isEncrypted(environment) && !isLoopback(address)) {
            throw new StartRefused("Plain http on " + (address.isEmpty() ? "every address" : address)
                    + " would show API keys to the network. Set server.ssl.bundle, or, when something in front ends TLS, "
                    + "stack.plain-http-allowed=true.");
        }
    }

    static boolean isEncrypted(Environment environment) {
        return environment.getProperty("server.ssl.enabled", Boolean.class, true)
                && Stream.of("bundle", "key-store", "certificate")
                        .anyMatch(key -> environment.containsProperty("server.ssl." + key));
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new StartRefused("The setting server.address names no address of this machine: " + address, unknown);
        }
    }
}
