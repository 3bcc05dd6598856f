// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A program on somebody's machine that asks to act for them, as the published client does. */
final class OAuthProgram {

    static final String CALLBACK = "http://127.0.0.1:4711/callback";
    static final String VERIFIER = "a-verifier-that-is-long-enough-to-be-one-of-them";
    static final String TEN = "passports:read passports:write agents:read agents:write services:read services:connect"
            + " credentials:read proxy:read proxy:write audit:read";

    private final Http http;
    private final String clientId;

    private OAuthProgram(Http http, String clientId) {
        this.http = http;
        this.clientId = clientId;
    }

    static OAuthProgram registered(Http http) {
        return registered(http, "A program of the test");
    }

    static OAuthProgram registered(Http http, String name) {
        Answer answer = http.post(
                "/oauth/register",
                "{\"client_name\":\"" + name + "\",\"redirect_uris\":[\"" + CALLBACK
                        + "\"],\"grant_types\":[\"authorization_code\",\"refresh_token\"],\"software_id\":\"test\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return new OAuthProgram(http, Scene.text(answer, "client_id"));
    }

    String clientId() {
        return clientId;
    }

    /** What it asks for, as parameters of {@code /oauth/authorize}. */
    Map<String, String> request(String scope) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", scope);
        parameters.put("resource", "https://api.getstack.run");
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        parameters.put("state", "st/a te&1=ü");
        return parameters;
    }

    String url(Map<String, String> parameters) {
        return "/oauth/authorize?" + LoginBrowser.form(parameters);
    }

    /** A code that the person in front of {@code browser} agrees to. */
    String code(LoginBrowser browser, String scope) {
        Answer back = browser.submit(browser.open(url(request(scope))), "decision", "agree");
        assertThat(back.status()).as(back.text()).isEqualTo(303);
        Map<String, String> parameters = LoginBrowser.query(back.header("Location"));
        assertThat(parameters).containsEntry("state", "st/a te&1=ü");
        return parameters.get("code");
    }

    Answer redeem(String code, String... more) {
        return token(with(
                Map.of(
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", CALLBACK,
                        "client_id", clientId,
                        "code_verifier", VERIFIER),
                more));
    }

    /** The tokens the person in front of {@code browser} agrees to. */
    Answer tokens(LoginBrowser browser, String scope) {
        Answer tokens = redeem(code(browser, scope));
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        return tokens;
    }

    Answer refresh(String token, String... more) {
        return token(with(Map.of("grant_type", "refresh_token", "refresh_token", token, "client_id", clientId), more));
    }

    Answer poll(String deviceCode) {
        return token(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:device_code",
                "device_code", deviceCode,
                "client_id", clientId));
    }

    Answer token(Map<String, String> form) {
        return posted("/oauth/token", form);
    }

    Answer posted(String path, Map<String, String> form) {
        return http.send(
                "POST",
                path,
                LoginBrowser.form(form).getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    /** Refused in the words of OAuth. */
    static void isRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Scene.text(answer, "error")).isEqualTo(error);
        assertThat(Scene.text(answer, "error_description")).isNotBlank();
    }

    static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> with(Map<String, String> form, String... more) {
        Map<String, String> all = new LinkedHashMap<>(form);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
