// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stack.passport.Jwks;
import dev.stack.passport.PublicKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says what a test tells it to say, over real HTTP. */
final class IssuingServer implements AutoCloseable {

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile boolean open = true;

    IssuingServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    void publish(PublicKeys keys) {
        texts.put("/v1/.well-known/jwks.json", new String(Jwks.write(keys), StandardCharsets.UTF_8));
    }

    /** Serves this at the path of list 1. */
    void publish(String list) {
        texts.put("/v1/status-lists/1", list);
    }

    void withdrawList() {
        texts.remove("/v1/status-lists/1");
    }

    /** Sends this to whoever listens. */
    void say(String data) {
        events.add(data);
    }

    /** How often a path was asked for. */
    int asked(String path) {
        return asked.getOrDefault(path, new AtomicInteger()).get();
    }

    int askedInAll() {
        return asked.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
        try (exchange) {
            if (path.equals("/v1/revocations/stream")) {
                stream(exchange);
                return;
            }
            byte[] body = texts.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(": welcome\n\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        try {
            while (open) {
                String data = events.poll(100, TimeUnit.MILLISECONDS);
                if (data != null) {
                    out.write(("id: 1\nevent: any\ndata: " + data + "\n\n").getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        open = false;
        http.stop(0);
        threads.shutdownNow();
    }
}
