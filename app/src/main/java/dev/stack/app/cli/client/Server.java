// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A running server and the credential to ask it with. A read that the server is too busy for is asked again after the
 * time it names; a write never is.
 */
public final class Server implements AutoCloseable {

    private static final StrictJson JSON = new StrictJson(new StrictJson.Limits(64 << 20, 64, 5_000_000, 999));
    private static final int PAGE_SIZE = 100;
    private static final int PAGES_MAX = 1_000;
    private static final int TRIES_MAX = 3;
    private static final int PAUSE_MAX_SECONDS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final Supplier<Optional<String>> bearer;

    /** @param bearer asked once a request for the credential to send, so that one may be made only when it is needed */
    public Server(URI base, Supplier<Optional<String>> bearer) {
        this.base = base;
        this.bearer = bearer;
    }

    /** A path with ids in it, each made safe: {@code path("/v1/agents/%s/keys", id)}. */
    public static String path(String pattern, String... ids) {
        Object[] safe = new Object[ids.length];
        for (int i = 0; i < ids.length; i++) {
            safe[i] = encode(ids[i]);
        }
        return pattern.formatted(safe);
    }

    /** A path with a query; what is empty is left out. */
    public static String query(String path, Map<String, Optional<String>> words) {
        String query = words.entrySet().stream()
                .filter(word -> word.getValue().isPresent())
                .map(word -> word.getKey() + "=" + encode(word.getValue().get()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    public JsonValue get(String path) {
        return json(askAgain(() -> send(request(path).GET().build())));
    }

    /**
     * All pages of a list as one array. {@code list} is the member of the answer that holds it, or empty where the answer
     * is the list itself. The path may have a query already.
     */
    public JsonArray all(String path, String list) {
        List<JsonValue> all = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        for (int page = 1; page <= PAGES_MAX; page++) {
            List<JsonValue> items = Fields.items(get(path + separator + "page=" + page + "&limit=" + PAGE_SIZE), list);
            all.addAll(items);
            if (items.size() < PAGE_SIZE) {
                return new JsonArray(all);
            }
        }
        throw new IllegalStateException("There are more than " + all.size() + " of them; narrow the question.");
    }

    public JsonValue post(String path, JsonValue body) {
        return write(path, "POST", BodyPublishers.ofString(JsonText.write(body)), "application/json");
    }

    public JsonValue patch(String path, JsonValue body) {
        return write(path, "PATCH", BodyPublishers.ofString(JsonText.write(body)), "application/json");
    }

    public JsonValue delete(String path) {
        return json(send(request(path).DELETE().build()));
    }

    /** Sends a form, as the routes of RFC 6749 take it. */
    public JsonValue form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return write(path, "POST", BodyPublishers.ofString(body), "application/x-www-form-urlencoded");
    }

    /** An answer as it arrives, for what is too long to hold. The caller closes the stream. */
    public HttpResponse<InputStream> open(String path) {
        return askAgain(() -> send(request(path).GET().build()));
    }

    public URI base() {
        return base;
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonValue write(String path, String method, BodyPublisher body, String type) {
        return json(send(
                request(path).header("Content-Type", type).method(method, body).build()));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(40));
        bearer.get().ifPresent(credential -> request.header("Authorization", "Bearer " + credential));
        return request;
    }

    private HttpResponse<InputStream> askAgain(Supplier<HttpResponse<InputStream>> ask) {
        for (int tries = 1; ; tries++) {
            HttpResponse<InputStream> answer = ask.get();
            boolean busy = answer.statusCode() == 429 || answer.statusCode() == 503;
            long pause = answer.headers().firstValueAsLong("Retry-After").orElse(PAUSE_MAX_SECONDS + 1);
            if (!busy || tries == TRIES_MAX || pause > PAUSE_MAX_SECONDS) {
                return answer;
            }
            pause(answer, pause);
        }
    }

    private static void pause(HttpResponse<InputStream> answer, long seconds) {
        try (InputStream _ = answer.body()) {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (IOException alreadyGone) {
            // It was not wanted.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unreachable("Stopped.");
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException unreachable) {
            throw new Unreachable("The server does not answer at " + base + " (" + unreachable
                    + "). Start it with ./stack up, or name another with --url.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unreachable("Stopped.");
        }
    }

    /** The JSON of an answer. Throws {@link Refused} when it says no. */
    public JsonValue json(HttpResponse<InputStream> answer) {
        JsonValue body = body(answer);
        if (answer.statusCode() >= 400) {
            throw Refused.of(answer.statusCode(), body, answer.headers().firstValue("X-Request-Id"));
        }
        return body;
    }

    private JsonValue body(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            byte[] bytes = body.readAllBytes();
            return bytes.length == 0 ? JsonValue.NULL : JSON.parse(bytes);
        } catch (JsonRefused notOurs) {
            if (answer.statusCode() >= 400) {
                return JsonValue.NULL;
            }
            throw new Unreachable(
                    "What answers at " + base + " is no STACK server: its answer is not JSON. " + "Check --url.");
        } catch (IOException brokenOff) {
            throw new Unreachable("The answer of " + base + " broke off: " + brokenOff);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
