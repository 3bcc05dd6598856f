// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.app.web.PageHeaders;
import dev.stack.command.login.SignedIn;
import dev.stack.command.oauth.AuthorizationRequests;
import dev.stack.command.oauth.AuthorizationRequests.Asked;
import dev.stack.command.oauth.AuthorizationRequests.SentBack;
import dev.stack.command.oauth.Consents;
import dev.stack.vocabulary.FailureForm;
import dev.stack.vocabulary.ProcessRole;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.ServedBy;
import dev.stack.vocabulary.TellsFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Where people let a program act that sent them here. */
@Controller
@TellsFailures(FailureForm.PAGE)
final class ConsentPages {

    private static final String REQUEST = "request";

    private final Answers answers;
    private final AuthorizationRequests requests;
    private final Consents consents;

    ConsentPages(Answers answers, AuthorizationRequests requests, Consents consents) {
        this.answers = answers;
        this.requests = requests;
        this.consents = consents;
    }

    @GetMapping("/oauth/authorize")
    @Public
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> authorize(HttpServletRequest request) {
        String query = query(request);
        return switch (requests.read(query)) {
            case SentBack(URI to) -> answers.to(to);
            case Asked _ -> answers.to("/oauth/consent?" + query);
        };
    }

    @GetMapping("/oauth/consent")
    @Public
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> consent(Browser browser, HttpServletRequest request, HttpServletResponse answer) {
        String query = query(request);
        return switch (requests.read(query)) {
            case SentBack(URI to) -> answers.to(to);
            case Asked asked ->
                browser.who()
                        .map(who -> page(asked, who, browser.formToken(), query, answer))
                        .orElseGet(() -> answers.toLoginAndBack("/oauth/consent?" + query));
        };
    }

    /** What is asked for is read anew: a form says nothing that a request could not have said. */
    @PostMapping("/oauth/consent")
    @Public
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> decide(CheckedForm form, Browser browser) {
        SignedIn who = browser.requireWho();
        return switch (requests.read(form.required(REQUEST))) {
            case SentBack(URI to) -> answers.to(to);
            case Asked asked -> answers.to(form.agrees() ? consents.agree(asked, who) : requests.refused(asked));
        };
    }

    private ResponseEntity<String> page(
            Asked asked, SignedIn who, String formToken, String query, HttpServletResponse answer) {
        String origin =
                asked.redirectUri().getScheme() + "://" + asked.redirectUri().getRawAuthority();
        PageHeaders.setWithFormTo(answer, origin);
        return answers.page(
                "consent",
                "Let a program act for you?",
                Map.of(
                        "client",
                        asked.client().name(),
                        "scopes",
                        Meanings.of(asked.scopes()),
                        "destination",
                        origin,
                        "actor",
                        who.actor(),
                        "formToken",
                        formToken,
                        "action",
                        "/oauth/consent",
                        "field",
                        REQUEST,
                        "value",
                        query));
    }

    private static String query(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getQueryString(), "");
    }
}
