// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the vault and a KMS and does to the calls what networks and services do at their worst. */
public final class FaultyPath implements AutoCloseable {

    /** What happens to a call. */
    public enum Fault {
        NONE,
        /** The connection breaks. */
        DOWN,
        /** KMS asks for fewer calls. */
        THROTTLED,
        /** No answer, for as long as it takes. */
        SILENT,
        /** Success, with a page of somebody else's. */
        GARBAGE,
        /** Success, with half the answer. */
        CUT_SHORT,
        /** Another data key than the one wrapped. */
        WRONG_PLAINTEXT,
        /** A wrapped key nobody can unwrap. */
        WRONG_CIPHERTEXT,
        /** Another master key. */
        WRONG_KEY_ID
    }

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI kms;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    public FaultyPath(URI kms) {
        this.kms = kms;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void set(Fault now) {
        fault = now;
    }

    /** How many calls have arrived. */
    public int calls() {
        return calls.get();
    }

    /** How many were here at once, at most. */
    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
        client.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (fault) {
                case NONE -> pass(exchange, body, "", "");
                case DOWN -> {} // closed without a word
                case THROTTLED ->
                    answer(exchange, 400, "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}");
                case SILENT -> ended.await();
                case GARBAGE -> answer(exchange, 200, "<html>Welcome to the hotel's network</html>");
                case CUT_SHORT -> answer(exchange, 200, "{\"KeyId\": \"arn:aws");
                case WRONG_PLAINTEXT -> pass(exchange, body, "Plaintext", random());
                case WRONG_CIPHERTEXT -> pass(exchange, body, "CiphertextBlob", random());
                case WRONG_KEY_ID -> pass(exchange, body, "KeyId", "arn:aws:kms:eu-central-1:123456789012:key/other");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void pass(HttpExchange exchange, byte[] body, String member, String instead)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(kms).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : new String[] {"X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date"}) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer(
                exchange,
                answer.statusCode(),
                member.isEmpty() ? answer.body() : replaced(answer.body(), member, instead));
    }

    /** Puts another text where the member's was. */
    private static String replaced(String json, String member, String instead) {
        int at = json.indexOf("\"" + member + "\": \"");
        if (at < 0) {
            return json;
        }
        int begin = at + member.length() + 5;
        return json.substring(0, begin) + instead + json.substring(json.indexOf('"', begin));
    }

    /** As long as what it stands for, and plainly something else. */
    private static String random() {
        byte[] bytes = new byte[65];
        bytes[0] = 1;
        bytes[40] = 7;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
