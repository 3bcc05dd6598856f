// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.app.web.KeyProof;
import dev.stack.command.login.Email;
import dev.stack.command.login.Logins;
import dev.stack.command.login.MagicLinks;
import dev.stack.command.login.MagicLinks.Arrival;
import dev.stack.command.login.Sha256;
import dev.stack.command.login.SignedIn;
import dev.stack.vocabulary.FailureForm;
import dev.stack.vocabulary.LoginRoute;
import dev.stack.vocabulary.ProcessRole;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.ServedBy;
import dev.stack.vocabulary.TellsFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out. */
@Controller
@TellsFailures(FailureForm.PAGE)
final class LoginPages {

    private static final int TOKEN_MAX = 512;

    private final Answers answers;
    private final Continuations continuations;
    private final Cookies cookies;
    private final PageDoor door;
    private final KeyProof keys;
    private final Logins logins;
    private final MagicLinks links;

    LoginPages(
            Answers answers,
            Continuations continuations,
            Cookies cookies,
            PageDoor door,
            KeyProof keys,
            Logins logins,
            MagicLinks links) {
        this.answers = answers;
        this.continuations = continuations;
        this.cookies = cookies;
        this.door = door;
        this.keys = keys;
        this.logins = logins;
        this.links = links;
    }

    /** @param next where to go afterwards, as {@link Continuations} made it */
    @GetMapping("/login")
    @Public
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> login(Browser browser, @RequestParam(required = false) @Nullable String next) {
        if (browser.who().isPresent()) {
            return continuations.read(next).map(answers::to).orElseGet(() -> home(browser));
        }
        return answers.page(
                "login", "Sign in", Map.of("formToken", browser.formToken(), "next", next == null ? "" : next));
    }

    @PostMapping("/login")
    @Public
    @LoginRoute
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> login(CheckedForm form, HttpServletRequest request, HttpServletResponse answer) {
        Optional<String> next = continuations.read(form.text("next").orElse(null));
        Optional<String> key = form.text("api_key");
        if (key.isPresent()) {
            String cookie = door.newCookie();
            var caller = keys.prove(key.get().strip(), request);
            SignedIn who = logins.begin(caller, Sha256.of(key.get().strip()), Sha256.of(cookie));
            return arrived(who, cookie, next, answer);
        }
        links.ask(new Email(form.required("email")), next.orElse(null));
        return answers.message(
                "Look at your mail",
                "If this address signs in here, a link is on its way to it. It is good once, for "
                        + MagicLinks.LIFE.toMinutes() + " minutes. Where no mail server is set up, it is printed where"
                        + " the server was started.");
    }

    /** Asks once more: programs that look at mail follow links, and would use this one up. */
    @GetMapping("/login/link")
    @Public
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> link(Browser browser, @RequestParam String token) {
        return answers.page("link", "Sign in", Map.of("formToken", browser.formToken(), "token", cut(token)));
    }

    @PostMapping("/login/link")
    @Public
    @LoginRoute
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> link(CheckedForm form, HttpServletResponse answer) {
        String cookie = door.newCookie();
        Arrival arrival = links.use(cut(form.required("token")), Optional.of(Sha256.of(cookie)));
        return arrived(arrival.who(), cookie, arrival.wentFrom(), answer);
    }

    @PostMapping("/logout")
    @Public
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> logout(CheckedForm form, Browser browser, HttpServletResponse answer) {
        browser.who().ifPresent(logins::end);
        cookies.clearLogin(answer);
        return answers.to("/login");
    }

    private ResponseEntity<String> arrived(
            SignedIn who, String cookie, Optional<String> next, HttpServletResponse answer) {
        cookies.setLogin(cookie, Logins.LIFE, answer);
        return answers.to(next.orElse("/login"));
    }

    private ResponseEntity<String> home(Browser browser) {
        SignedIn who = browser.requireWho();
        return answers.page(
                "home",
                "Signed in",
                Map.of(
                        "formToken", browser.formToken(),
                        "actor", who.actor(),
                        "operator", who.operator().value()));
    }

    private static String cut(String token) {
        return token.length() <= TOKEN_MAX ? token : token.substring(0, TOKEN_MAX);
    }
}
