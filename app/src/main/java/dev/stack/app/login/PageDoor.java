// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.app.web.Exchange;
import dev.stack.app.web.PageHeaders;
import dev.stack.app.web.PostedForms;
import dev.stack.command.login.Logins;
import dev.stack.command.login.SignedIn;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.PostedForm;
import dev.stack.vocabulary.RandomText;
import dev.stack.vocabulary.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/** Learns from the cookies, before a page is made, whose browser it is, and lets no form in that is not ours. */
@Component
final class PageDoor implements HandlerInterceptor, HandlerMethodArgumentResolver {

    private static final String BROWSER = Browser.class.getName();
    private static final int COOKIE_LENGTH = 43;

    private final Cookies cookies;
    private final FormTokens tokens;
    private final Logins logins;
    private final SecureRandom random;

    PageDoor(Cookies cookies, FormTokens tokens, Logins logins, SecureRandom random) {
        this.cookies = cookies;
        this.tokens = tokens;
        this.logins = logins;
        this.random = random;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse answer, Object handler)
            throws IOException {
        if (request.getDispatcherType() == DispatcherType.REQUEST
                && handler instanceof HandlerMethod method
                && isPage(method)) {
            PageHeaders.set(answer);
            enter(request, answer);
        }
        return true;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Browser.class || parameter.getParameterType() == CheckedForm.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        var servlet = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class), "no servlet request");
        return parameter.getParameterType() == Browser.class
                ? Objects.requireNonNull(servlet.getAttribute(BROWSER), "no page")
                : new CheckedForm(PostedForms.read(servlet));
    }

    /** A new cookie for whoever signs in now; the one before, if any, is worth nothing any more. */
    String newCookie() {
        return RandomText.of(COOKIE_LENGTH, random);
    }

    private void enter(HttpServletRequest request, HttpServletResponse answer) throws IOException {
        Optional<String> known = cookies.browser(request);
        Optional<String> login = cookies.login(request);
        String browser = known.orElseGet(this::newCookie);
        String both = browser + " " + login.orElse("");
        if (!isReading(request)) {
            requireOurs(PostedForms.read(request), both);
        }
        Optional<SignedIn> who = login.flatMap(logins::ofCookie);
        who.ifPresent(signedIn -> Exchange.of(request).orElseThrow().identify(signedIn.caller()));
        if (known.isEmpty()) {
            cookies.setBrowser(browser, answer);
        }
        request.setAttribute(BROWSER, new Browser(who, tokens.of(both)));
    }

    private void requireOurs(PostedForm form, String both) {
        if (form.value(CheckedForm.TOKEN)
                .filter(token -> tokens.isGood(token, both))
                .isEmpty()) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "This form is not from a page that this browser was shown. Go back, reload the page and try again;"
                            + " cookies must be allowed.");
        }
    }

    private static boolean isReading(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static boolean isPage(HandlerMethod method) {
        return method.getBeanType().getPackage().equals(PageDoor.class.getPackage());
    }
}
