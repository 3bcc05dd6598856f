// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** A small HTTPS service on this machine that prints what it receives and says so in its answer, but for the credential. */
final class EchoUpstream implements AutoCloseable {

    private static final int BODY_MAX = 1 << 20;

    private final HttpsServer server;
    private final LocalCertificate certificate;
    private final PrintStream out;

    private EchoUpstream(HttpsServer server, LocalCertificate certificate, PrintStream out) {
        this.server = server;
        this.certificate = certificate;
        this.out = out;
    }

    /** Serves on a loopback port; 0 = any free one. */
    static EchoUpstream start(int port, PrintStream out) throws IOException {
        LocalCertificate certificate = LocalCertificate.make();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var upstream = new EchoUpstream(server, certificate, out);
        server.createContext("/", upstream::answer);
        server.start();
        return upstream;
    }

    /** Host and port, as {@code allowed_hosts} names them. */
    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    String pem() {
        return certificate.pem();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX);
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            out.println("   upstream received: " + line);
            out.println("   upstream received: Authorization: " + authorization);
            Map<String, JsonValue> seen = new LinkedHashMap<>();
            seen.put("request", new JsonString(line));
            seen.put("authorization", new JsonString(authorization == null ? "missing" : "present"));
            seen.put("body", new JsonString(new String(body, StandardCharsets.UTF_8)));
            byte[] answer = JsonText.write(new JsonObject(seen)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
