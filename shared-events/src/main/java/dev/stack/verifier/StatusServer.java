// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import dev.stack.status.StatusListToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Asks the issuing server. Every answer has a limit and every request a time; redirects are not followed. */
final class StatusServer implements AutoCloseable {

    private static final int KEYS_MAX = 64 << 10;

    private final String base;
    private final Duration timeout;
    private final HttpClient http;

    StatusServer(URI server, Duration timeout) {
        String given = server.toString();
        this.base = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The key set as it is published now: no cache on the way may answer with an older one. */
    byte[] keys() throws IOException {
        HttpRequest request = request("/v1/.well-known/jwks.json")
                .header("Accept", "application/json")
                .header("Cache-Control", "no-cache")
                .build();
        return body(send(request), KEYS_MAX);
    }

    /** A published list, or empty if there is none of that number. */
    Optional<String> list(int number) throws IOException {
        HttpRequest request = request("/v1/status-lists/" + number)
                .header("Accept", StatusListToken.MEDIA_TYPE)
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<InputStream> response = send(request);
        if (response.statusCode() == 404) {
            response.body().close();
            return Optional.empty();
        }
        return Optional.of(new String(body(response, StatusListToken.LENGTH_MAX), StandardCharsets.US_ASCII));
    }

    /** The stream of changes after {@code seq}; the caller closes it. */
    InputStream changes(Optional<Long> seq) throws IOException {
        HttpRequest.Builder request = request("/v1/revocations/stream").header("Accept", "text/event-stream");
        seq.ifPresent(last -> request.header("Last-Event-ID", Long.toString(last)));
        HttpResponse<InputStream> response = send(request.build());
        requireOk(response);
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static byte[] body(HttpResponse<InputStream> response, int max) throws IOException {
        requireOk(response);
        boolean packed = response.headers().firstValue("Content-Encoding").equals(Optional.of("gzip"));
        try (InputStream raw = response.body();
                InputStream in = packed ? new GZIPInputStream(raw) : raw) {
            byte[] body = in.readNBytes(max + 1);
            if (body.length > max) {
                throw new IOException("the answer is longer than " + max + " bytes");
            }
            return body;
        }
    }

    private static void requireOk(HttpResponse<InputStream> response) throws IOException {
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException("the server answered " + response.statusCode());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
