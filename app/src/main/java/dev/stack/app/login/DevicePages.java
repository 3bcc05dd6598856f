// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.command.login.SignedIn;
import dev.stack.command.oauth.Devices;
import dev.stack.command.oauth.Devices.Waiting;
import dev.stack.command.oauth.UserCode;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.FailureForm;
import dev.stack.vocabulary.LoginRoute;
import dev.stack.vocabulary.ProcessRole;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServedBy;
import dev.stack.vocabulary.TellsFailures;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people let a program act that waits at another screen (RFC 8628, section 3.3). */
@Controller
@TellsFailures(FailureForm.PAGE)
final class DevicePages {

    private static final String CODE = "user_code";

    private final Answers answers;
    private final Devices devices;

    DevicePages(Answers answers, Devices devices) {
        this.answers = answers;
        this.devices = devices;
    }

    @GetMapping("/oauth/device")
    @Public
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> device(
            Browser browser, @RequestParam(name = CODE, required = false) @Nullable String typed) {
        String shown = Optional.ofNullable(typed)
                .flatMap(UserCode::typed)
                .map(UserCode::shown)
                .orElse("");
        if (browser.who().isEmpty()) {
            return answers.toLoginAndBack("/oauth/device" + (shown.isEmpty() ? "" : "?user_code=" + shown));
        }
        return entry(browser, shown, false);
    }

    /** Shows what waits under the code; typing one is counted, as they are short enough to guess at. */
    @PostMapping("/oauth/device")
    @Public
    @LoginRoute
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> typed(CheckedForm form, Browser browser) {
        SignedIn who = browser.requireWho();
        Optional<UserCode> code = UserCode.typed(form.required(CODE));
        Optional<Waiting> waiting = code.flatMap(devices::waiting);
        return waiting.map(found -> page(found, code.orElseThrow(), who, browser))
                .orElseGet(() -> entry(browser, "", true));
    }

    @PostMapping("/oauth/device/decide")
    @Public
    @LoginRoute
    @ServedBy(ProcessRole.COMMAND)
    ResponseEntity<String> decide(CheckedForm form, Browser browser) {
        SignedIn who = browser.requireWho();
        UserCode code = UserCode.typed(form.required(CODE))
                .orElseThrow(() -> new Refusal(ErrorCode.INVALID_REQUEST, "user_code is none. Type it again."));
        if (form.agrees()) {
            devices.agree(code, who);
            return answers.message("Done", "The program goes on. This window can be closed.");
        }
        devices.refuse(code);
        return answers.message("Refused", "The program was told that you do not agree. This window can be closed.");
    }

    private ResponseEntity<String> entry(Browser browser, String shown, boolean missed) {
        return answers.page(
                "device",
                "Connect a program",
                Map.of("formToken", browser.formToken(), "userCode", shown, "missed", missed));
    }

    private ResponseEntity<String> page(Waiting waiting, UserCode code, SignedIn who, Browser browser) {
        return answers.page(
                "consent",
                "Let a program act for you?",
                Map.of(
                        "client", waiting.client().name(),
                        "scopes", Meanings.of(waiting.scopes()),
                        "destination", "the screen that shows " + code.shown(),
                        "actor", who.actor(),
                        "formToken", browser.formToken(),
                        "action", "/oauth/device/decide",
                        "field", CODE,
                        "value", code.shown()));
    }
}
