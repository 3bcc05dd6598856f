// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.app.web.PageHeaders;
import dev.stack.command.agentkey.EnrolmentTickets;
import dev.stack.command.login.SignedIn;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.FailureForm;
import dev.stack.vocabulary.ProcessRole;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Role;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Where people let a program on their machine enrol a key for an agent; the published client opens it. */
@Controller
@TellsFailures(FailureForm.PAGE)
final class BootstrapPages {

    private static final int STATE_MAX = 512;
    private static final int SHOWN_MAX = 200;

    private final Answers answers;
    private final EnrolmentTickets tickets;

    BootstrapPages(Answers answers, EnrolmentTickets tickets) {
        this.answers = answers;
        this.tickets = tickets;
    }

    @GetMapping("/sdk-bootstrap")
    @Public
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> ask(
            Browser browser,
            HttpServletRequest request,
            HttpServletResponse answer,
            @RequestParam(name = "agent_id") AgentId agent,
            @RequestParam String callback,
            @RequestParam String state,
            @RequestParam(defaultValue = "this machine") String machine,
            @RequestParam(defaultValue = "unknown") String process) {
        URI back = LoopbackCallback.read(callback);
        requireShort(state);
        if (browser.who().isEmpty()) {
            return answers.toLoginAndBack("/sdk-bootstrap?" + Objects.requireNonNull(request.getQueryString()));
        }
        SignedIn who = allowed(browser);
        PageHeaders.setWithFormTo(answer, "http://" + back.getRawAuthority());
        return answers.page(
                "bootstrap",
                "Enrol a key for an agent?",
                Map.of(
                        "agent", agent.value(),
                        "machine", cut(machine),
                        "process", cut(process),
                        "callback", callback,
                        "state", state,
                        "actor", who.actor(),
                        "formToken", browser.formToken()));
    }

    @PostMapping("/sdk-bootstrap")
    @Public
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> decide(CheckedForm form, Browser browser) {
        SignedIn who = allowed(browser);
        URI back = LoopbackCallback.read(form.required("callback"));
        String state = form.required("state");
        requireShort(state);
        var agent = new AgentId(form.required("agent_id"));
        return form.agrees()
                ? answers.to(with(back, "ticket", tickets.issue(agent, who.caller()), state))
                : answers.to(with(back, "error", "access_denied", state));
    }

    private static SignedIn allowed(Browser browser) {
        SignedIn who = browser.requireWho();
        if (!who.role().covers(Role.STANDARD)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Enrolling a key needs the role standard or more; yours is lower.");
        }
        return who;
    }

    private static URI with(URI callback, String name, String value, String state) {
        return UriComponentsBuilder.fromUri(callback)
                .queryParam(name, "{value}")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(value, state)
                .toUri();
    }

    private static void requireShort(String state) {
        if (state.isEmpty() || state.length() > STATE_MAX) {
            throw Refusal.invalid("state must have 1 to " + STATE_MAX + " characters.");
        }
    }

    private static String cut(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX);
    }
}
