// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether the port is free, or who has it. */
final class PortLook {

    private static final String PART = "port";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private PortLook() {}

    static Diagnosis at(int port) {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Diagnosis.ok(PART, port + " is free");
        } catch (IOException taken) {
            return taken(port);
        }
    }

    private static Diagnosis taken(int port) {
        URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health");
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(health).timeout(PATIENCE).build();
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200 && answer.body().contains("\"UP\"")) {
                return Diagnosis.ok(PART, port + " is served by a STACK server that is well");
            }
            if (answer.statusCode() == 503) {
                return Diagnosis.failed(
                        PART,
                        port + " is served by something that is not well",
                        "Look at " + health + " and at its log.");
            }
            return foreign(port);
        } catch (IOException notHttp) {
            return foreign(port);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return foreign(port);
        }
    }

    private static Diagnosis foreign(int port) {
        return Diagnosis.failed(
                PART, port + " is taken by another program", "Stop that, or choose another port with --port.");
    }
}
