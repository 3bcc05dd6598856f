// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.stack.app.cli.LocalCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A real HTTPS service on this machine that keeps what it received and answers as the test says. */
final class UpstreamServer implements AutoCloseable {

    private static final LocalCertificate CERTIFICATE = LocalCertificate.make();

    private final HttpsServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Behavior behavior = (request, exchange) -> json(exchange, 200, "{\"ok\":true}");

    private UpstreamServer(HttpsServer server) {
        this.server = server;
    }

    /** One request as it came in. */
    record Received(String method, String target, Map<String, List<String>> headers, byte[] body) {

        String header(String name) {
            return String.join(
                    ", ",
                    headers.entrySet().stream()
                            .filter(header -> header.getKey().equalsIgnoreCase(name))
                            .flatMap(header -> header.getValue().stream())
                            .toList());
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** How it answers. */
    @FunctionalInterface
    interface Behavior {
        void answer(Received request, HttpExchange exchange) throws IOException;
    }

    static UpstreamServer start() {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(CERTIFICATE.serverContext()));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            var upstream = new UpstreamServer(server);
            server.createContext("/", upstream::serve);
            server.start();
            return upstream;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void json(HttpExchange exchange, int status, String body) throws IOException {
        bytes(exchange, status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    static void bytes(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    void behave(Behavior next) {
        behavior = next;
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    String url(String path) {
        return "https://" + host() + path;
    }

    /** The certificate, as a text inside JSON. */
    static String pemInJson() {
        return CERTIFICATE.pem().replace("\n", "\\n");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes());
            received.add(request);
            behavior.answer(request, exchange);
        }
    }
}
