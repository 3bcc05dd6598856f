// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.json.StrictJson.Limits;
import dev.stack.vocabulary.ErrorCode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Asks a server over real HTTP. */
public final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ToIntFunction<String> ports;
    private final @Nullable String key;

    public Http(int port, @Nullable String key) {
        this(_ -> port, key);
    }

    /** Asks several processes; {@code ports} chooses one by the path, as a front would. */
    public Http(ToIntFunction<String> ports, @Nullable String key) {
        this.ports = ports;
        this.key = key;
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonObject json() {
            return (JsonObject) value();
        }

        /** The body, whatever kind of value it is. */
        public JsonValue value() {
            try {
                return new StrictJson(Limits.BODY).parse(response.body());
            } catch (JsonRefused refused) {
                throw new AssertionError("not JSON: " + response.body(), refused);
            }
        }

        public String header(String name) {
            assertThat(response.headers().allValues(name)).as(name).hasSize(1);
            return response.headers().firstValue(name).orElseThrow();
        }

        /** The one form every failure has. */
        public Answer isProblem(int status, ErrorCode code) {
            assertThat(status()).as(text()).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(header("Cache-Control")).isEqualTo("no-store");
            String requestId = header("X-Request-Id");
            assertThat(requestId).matches("req_[0-9A-Za-z]{22}");
            JsonObject error = (JsonObject) member("error");
            assertThat(member("status")).isEqualTo(JsonNumber.of(status));
            assertThat(member("code")).isEqualTo(new JsonString(code.name()));
            assertThat(member("instance")).isEqualTo(new JsonString(requestId));
            assertThat(error.get("code")).contains(new JsonString(code.name()));
            assertThat(error.get("message")).contains(member("detail"));
            assertThat(((JsonObject) error.get("details").orElseThrow()).get("request_id"))
                    .contains(new JsonString(requestId));
            return this;
        }

        public JsonValue member(String name) {
            return json().get(name).orElseThrow(() -> new AssertionError("no " + name + " in " + text()));
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, String json, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send("POST", path, json.getBytes(StandardCharsets.UTF_8), all);
    }

    public Answer send(String method, String path, byte @Nullable [] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.applyAsInt(path) + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Sends these very bytes and reads until the server closes. */
    public String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", ports.applyAsInt(target(request)))) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String target(String request) {
        return request.split(" ", 3)[1];
    }
}
