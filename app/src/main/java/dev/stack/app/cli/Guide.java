// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the server one thing after another and prints each request with its answer, so that it reads like a guide. */
final class Guide implements AutoCloseable {

    private static final int SHOWN_MAX = 600;
    private static final StrictJson JSON = new StrictJson(StrictJson.Limits.BODY);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI server;
    private final String key;
    private final PrintStream out;
    private int steps;

    Guide(URI server, String key, PrintStream out) {
        this.server = server;
        this.key = key;
        this.out = out;
    }

    /** Says something beside the requests. */
    void note(String sentence) {
        out.println("   " + sentence);
    }

    /** Where everything is printed. */
    PrintStream out() {
        return out;
    }

    /** Begins a step. */
    void step(String what) {
        steps++;
        out.printf("%n%d. %s%n", steps, what);
    }

    Answer get(String path, int expected) {
        out.println("   GET " + path);
        return send(request(path).GET().build(), expected);
    }

    Answer post(String path, String body, int expected, String... headers) {
        out.println("   POST " + path);
        out.println("   " + shown(body));
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build(), expected);
    }

    /** Ends the walk unless {@code fact} is true. */
    void expect(boolean fact, String sentence) {
        if (!fact) {
            throw new NotAsExpected("Not as expected: " + sentence);
        }
        out.println("   ok: " + sentence);
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key);
    }

    private Answer send(HttpRequest request, int expected) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            out.println("   " + response.statusCode() + " " + shown(new String(response.body(), UTF_8)));
            if (response.statusCode() != expected) {
                throw new NotAsExpected(
                        "Not as expected: the status is " + response.statusCode() + ", not " + expected);
            }
            return new Answer(response.statusCode(), JSON.parse(response.body()));
        } catch (JsonRefused notJson) {
            throw new NotAsExpected("Not as expected: the answer is no JSON: " + notJson.getMessage());
        } catch (IOException unreachable) {
            throw new NotAsExpected("The server does not answer at " + server + "; start it with: ./stack up");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotAsExpected("Stopped.");
        }
    }

    /** One line, tokens and other secrets left out. */
    private static String shown(String json) {
        String text;
        try {
            text = JsonText.write(withoutSecrets(JSON.parse(json)));
        } catch (JsonRefused notJson) {
            text = json;
        }
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }

    private static JsonValue withoutSecrets(JsonValue value) {
        if (!(value instanceof JsonObject(Map<String, JsonValue> members))) {
            return value;
        }
        Map<String, JsonValue> shown = new LinkedHashMap<>(members);
        shown.replaceAll(
                (name, member) -> (name.contains("token") || name.equals("credential")) && member instanceof JsonString
                        ? new JsonString("…")
                        : member);
        return new JsonObject(shown);
    }
}
