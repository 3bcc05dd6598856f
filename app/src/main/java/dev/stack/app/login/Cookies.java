// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.app.web.PublicBase;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The two cookies of the pages: one by which a browser is known from its first page on, and one by which whoever signed in is
 * known, made anew at every sign-in. No script reads them, no other site's form sends them, and no route of the API looks at
 * them.
 */
@Component
final class Cookies {

    private static final int LENGTH_MAX = 128;

    private final PublicBase base;

    Cookies(PublicBase base) {
        this.base = base;
    }

    Optional<String> browser(HttpServletRequest request) {
        return read(request, name("browser"));
    }

    void setBrowser(String value, HttpServletResponse answer) {
        write(name("browser"), value, null, answer);
    }

    Optional<String> login(HttpServletRequest request) {
        return read(request, name("login"));
    }

    void setLogin(String value, Duration life, HttpServletResponse answer) {
        write(name("login"), value, life, answer);
    }

    void clearLogin(HttpServletResponse answer) {
        write(name("login"), "", Duration.ZERO, answer);
    }

    /** By https the browser itself sees to it that no other host or path set the cookie. */
    private String name(String what) {
        return (base.isEncrypted() ? "__Host-stack_" : "stack_") + what;
    }

    private static Optional<String> read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isEmpty() && value.length() <= LENGTH_MAX)
                        .findFirst();
    }

    private void write(String name, String value, @Nullable Duration life, HttpServletResponse answer) {
        var cookie = ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(base.isEncrypted())
                .sameSite("Lax")
                .path("/");
        if (life != null) {
            cookie.maxAge(life);
        }
        answer.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }
}
