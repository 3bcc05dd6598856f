// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person lets a program on their machine enrol a key for an agent. */
class BootstrapTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final String CALLBACK = "http://127.0.0.1:4711/cb";

    private final Operator operator = SERVER.operator();
    private final Scene scene = Scene.of(operator, "standard");
    private final LoginBrowser browser = new LoginBrowser(SERVER.nobody());

    @Test
    void who_agrees_sends_a_ticket_with_which_the_program_enrols_one_key() {
        Answer login = browser.open(url(scene.agent()));
        Answer page = browser.submit(login, "api_key", operator.key());
        assertThat(page.text()).contains(scene.agent(), "ada-laptop", "worker.py");
        assertThat(page.header("Content-Security-Policy")).endsWith("form-action 'self' http://127.0.0.1:4711");

        Map<String, String> back = back(browser.submit(page, "decision", "agree"));

        assertThat(back).containsEntry("state", "st/a te&1=ü").doesNotContainKey("error");
        Http ticket = SERVER.withKey(back.get("ticket"));
        AgentKey key = AgentKey.of(SERVER, scene.agent());
        assertThat(key.answer(ticket, key.challenge(ticket)).status()).isEqualTo(200);
        assertThat(scene.entries("agent.enroll")).hasSize(1);
    }

    @Test
    void who_does_not_agree_sends_none() {
        Answer page = browser.signedIn(operator.key()).open(url(scene.agent()));
        assertThat(back(browser.submit(page, "decision", "refuse")))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "st/a te&1=ü")
                .doesNotContainKey("ticket");
    }

    @Test
    void T01_for_another_operators_agent_there_is_none() {
        Answer page = browser.signedIn(SERVER.operator().key()).open(url(scene.agent()));
        Answer refused = browser.submit(page, "decision", "agree");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text()).contains("NOT_FOUND");
    }

    private static String url(String agent) {
        return "/sdk-bootstrap?"
                + LoginBrowser.form(Map.of(
                        "agent_id", agent,
                        "callback", CALLBACK,
                        "state", "st/a te&1=ü",
                        "machine", "ada-laptop",
                        "process", "worker.py"));
    }

    private static Map<String, String> back(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        assertThat(answer.header("Location")).startsWith(CALLBACK + "?");
        return LoginBrowser.query(answer.header("Location"));
    }
}
