// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import dev.stack.app.web.Http;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, follows redirects to the server, sends back what a form holds. */
final class LoginBrowser {

    private static final int STEPS_MAX = 6;

    private final Http http;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    LoginBrowser(Http http) {
        this.http = http;
    }

    /** Opens a path of the server; stops at a page, or at a redirect to somewhere else. */
    Http.Answer open(String path) {
        return follow(once("GET", path, null));
    }

    /** Asks once, without following anything. */
    Http.Answer once(String method, String path, byte[] body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!cookies.isEmpty()) {
            all.add("Cookie");
            all.add(cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        Http.Answer answer = http.send(method, path, body, all.toArray(String[]::new));
        answer.response().headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    /** Sends the first form of a page with these fields besides its hidden ones. */
    Http.Answer submit(Http.Answer page, String... fields) {
        return follow(post(page, fields));
    }

    /** The same, without following what it leads to. */
    Http.Answer post(Http.Answer page, String... fields) {
        Map<String, String> all = hidden(page.text());
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return post(between(page.text(), "action=\"", "\""), all);
    }

    Http.Answer post(String path, Map<String, String> fields) {
        return once(
                "POST",
                path,
                form(fields).getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    /** Signs in with an API key, on the way to nowhere else. */
    LoginBrowser signedIn(String key) {
        submit(open("/login"), "api_key", key);
        return this;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static Map<String, String> hidden(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        String form = between(html, "<form", "</form>");
        for (String input : form.split("<input ", -1)) {
            if (input.startsWith("type=\"hidden\"")) {
                fields.put(between(input, "name=\"", "\""), unescaped(between(input, "value=\"", "\"")));
            }
        }
        return fields;
    }

    /** The parameters of an address somebody was sent to. */
    static Map<String, String> query(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : URI.create(url).getRawQuery().split("&", -1)) {
            int equals = parameter.indexOf('=');
            parameters.put(
                    parameter.substring(0, equals),
                    URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    static String between(String text, String before, String after) {
        int start = text.indexOf(before) + before.length();
        if (start < before.length()) {
            throw new AssertionError("no " + before + " in " + text);
        }
        return text.substring(start, text.indexOf(after, start));
    }

    private Http.Answer follow(Http.Answer answer) {
        Http.Answer now = answer;
        for (int step = 0;
                step < STEPS_MAX
                        && now.status() == 303
                        && now.header("Location").startsWith("/");
                step++) {
            now = once("GET", now.header("Location"), null);
        }
        return now;
    }

    private void keep(String cookie) {
        String pair = cookie.substring(0, cookie.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        if (value.isEmpty()) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    private static String unescaped(String text) {
        return text.replace("&#x3D;", "=")
                .replace("&#x2F;", "/")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
