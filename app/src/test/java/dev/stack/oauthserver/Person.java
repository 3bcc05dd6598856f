// SPDX-License-Identifier: Apache-2.0
package dev.stack.oauthserver;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A person with a browser: logs in, agrees, and says where the browser is sent at the end. */
public final class Person {

    private static final HttpClient BROWSER =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final int STEPS_MAX = 10;

    private final OAuthServer server;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Person(OAuthServer server) {
        this.server = server;
    }

    /** Follows {@code url} and agrees to everything; the path and query of the callback. */
    public String agree(String url) {
        HttpResponse<String> page = get(url);
        for (int step = 0; step < STEPS_MAX; step++) {
            String location = page.headers().firstValue("Location").orElse(null);
            if (location != null && location.startsWith(OAuthServer.CALLBACK)) {
                URI callback = URI.create(location);
                return callback.getRawPath() + "?" + callback.getRawQuery();
            }
            page = location != null ? get(absolute(location)) : answer(page, url);
        }
        throw new AssertionError("the server asks for ever: " + page.statusCode());
    }

    /** Has the server forget a token, as a person does who withdraws access. */
    public void withdraw(String token) {
        String login = URLEncoder.encode(OAuthServer.CLIENT, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(OAuthServer.SECRET, StandardCharsets.UTF_8);
        HttpResponse<String> done = send(form("/oauth2/revoke", Map.of("token", token))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
        if (done.statusCode() != 200) {
            throw new AssertionError("not withdrawn: " + done.statusCode());
        }
    }

    private HttpResponse<String> answer(HttpResponse<String> page, String url) {
        if (page.statusCode() != 200) {
            throw new AssertionError("status " + page.statusCode() + " " + page.body());
        }
        if (page.body().contains("name=\"password\"")) {
            return send(form(
                    "/login",
                    Map.of(
                            "username", OAuthServer.USER,
                            "password", OAuthServer.PASSWORD,
                            "_csrf", hidden(page.body(), "_csrf"))));
        }
        Map<String, String> consent = new LinkedHashMap<>();
        consent.put("client_id", OAuthServer.CLIENT);
        consent.put("state", hidden(page.body(), "state"));
        consent.put("scope", OAuthServer.SCOPE);
        return send(form("/oauth2/authorize", consent));
    }

    private HttpResponse<String> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html"));
    }

    private HttpRequest.Builder form(String path, Map<String, String> members) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(members.entrySet().stream()
                        .map(member ->
                                member.getKey() + "=" + URLEncoder.encode(member.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = BROWSER.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private void keep(String cookie) {
        String pair = cookie.substring(0, cookie.indexOf(';'));
        cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }

    private String absolute(String location) {
        return location.startsWith("/") ? server.url() + location : location;
    }

    /** The value of a hidden field of a form. */
    private static String hidden(String html, String name) {
        int at = html.indexOf("name=\"" + name + "\"");
        @Nullable String value = at < 0 ? null : between(html, "value=\"", at);
        if (value == null) {
            throw new AssertionError("no field " + name);
        }
        return value;
    }

    private static @Nullable String between(String html, String start, int from) {
        int at = html.indexOf(start, from);
        return at < 0 ? null : html.substring(at + start.length(), html.indexOf('"', at + start.length()));
    }
}
