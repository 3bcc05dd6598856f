// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs that wait for a person at another screen. */
class DeviceTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final Operator operator = SERVER.operator();
    private final Http nobody = SERVER.nobody();
    private final OAuthProgram program = OAuthProgram.registered(nobody);
    private final LoginBrowser browser = new LoginBrowser(nobody).signedIn(operator.key());

    @Test
    void the_person_types_the_code_agrees_and_the_program_goes_on() {
        Answer begun = begun();
        assertThat(Scene.text(begun, "user_code")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(Scene.text(begun, "verification_uri")).endsWith("/oauth/device");
        assertThat(begun.member("interval")).hasToString("5");
        OAuthProgram.isRefused(poll(begun), 400, "authorization_pending");

        String typed =
                " " + Scene.text(begun, "user_code").toLowerCase(Locale.ROOT).replace("-", " ");
        Answer consent = browser.submit(browser.open("/oauth/device"), "user_code", typed);
        assertThat(consent.text()).contains("A program of the test", "agents:read");
        assertThat(browser.submit(consent, "decision", "agree").text()).contains("Done");

        SERVER.clock().forward(PATIENCE);
        Answer tokens = poll(begun);
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        assertThat(SERVER.withKey(Scene.text(tokens, "access_token"))
                        .get("/v1/agents")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_address_with_the_code_in_it_leads_there_by_way_of_signing_in() {
        Answer begun = begun();
        String complete = Scene.text(begun, "verification_uri_complete");
        var stranger = new LoginBrowser(nobody);
        Answer login = stranger.open(complete.substring(complete.indexOf("/oauth/")));
        Answer page = stranger.submit(login, "api_key", operator.key());
        assertThat(page.text()).contains("value=\"" + Scene.text(begun, "user_code") + "\"");
    }

    @Test
    void a_program_that_asks_too_soon_is_slowed_down() {
        Answer begun = begun();
        OAuthProgram.isRefused(poll(begun), 400, "authorization_pending");
        OAuthProgram.isRefused(poll(begun), 400, "slow_down");
        SERVER.clock().forward(PATIENCE);
        OAuthProgram.isRefused(poll(begun), 400, "slow_down");
        SERVER.clock().forward(Duration.ofSeconds(16));
        OAuthProgram.isRefused(poll(begun), 400, "authorization_pending");
    }

    @Test
    void who_does_not_agree_ends_it() {
        Answer begun = begun();
        Answer consent = browser.submit(browser.open("/oauth/device"), "user_code", Scene.text(begun, "user_code"));
        browser.submit(consent, "decision", "refuse");
        OAuthProgram.isRefused(poll(begun), 400, "access_denied");
    }

    @Test
    void J24_a_device_code_is_good_once_and_its_second_use_ends_what_it_gave() {
        Answer begun = begun();
        Answer consent = browser.submit(browser.open("/oauth/device"), "user_code", Scene.text(begun, "user_code"));
        browser.submit(consent, "decision", "agree");
        Answer tokens = poll(begun);
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        SERVER.clock().forward(PATIENCE);

        OAuthProgram.isRefused(poll(begun), 400, "invalid_grant");

        assertThat(SERVER.withKey(Scene.text(tokens, "access_token"))
                        .get("/v1/agents")
                        .status())
                .isEqualTo(401);
        assertThat(browser.submit(consent, "decision", "agree").status()).isEqualTo(409);
    }

    @Test
    void nobody_waits_longer_than_ten_minutes() {
        Answer begun = begun();
        SERVER.clock().forward(Duration.ofMinutes(11));
        OAuthProgram.isRefused(poll(begun), 400, "expired_token");
        Answer page = browser.submit(browser.open("/oauth/device"), "user_code", Scene.text(begun, "user_code"));
        assertThat(page.text()).contains("No program waits under that code");
    }

    @Test
    void a_code_belongs_to_the_program_it_was_given_to() {
        OAuthProgram.isRefused(
                OAuthProgram.registered(nobody).poll(Scene.text(begun(), "device_code")), 400, "invalid_grant");
    }

    private Answer begun() {
        Answer begun = program.posted(
                "/oauth/device_authorization", Map.of("client_id", program.clientId(), "scope", "agents:read"));
        assertThat(begun.status()).as(begun.text()).isEqualTo(200);
        return begun;
    }

    private Answer poll(Answer begun) {
        return program.poll(Scene.text(begun, "device_code"));
    }
}
