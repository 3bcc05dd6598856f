// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.vocabulary.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Behind a front that ends TLS: guessing at links, keys and codes comes to an end soon. */
class LoginLimitsTest {

    private static final int LIMIT = 12;
    private static final ApiServer SERVER = ApiServer.start(
            TestDatabase.create(),
            "--stack.web.rate-limit.login=" + LIMIT,
            "--stack.passport.issuer=https://stack.example.org");

    private final Http nobody = SERVER.nobody();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void L07_where_people_come_by_https_cookies_go_by_https_only() {
        assertThat(nobody.get("/login").header("Set-Cookie"))
                .startsWith("__Host-stack_browser=")
                .contains("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/");
    }

    /** One test: all of it is one source, which has one allowance. */
    @Test
    void T11_who_guesses_at_codes_links_or_keys_is_stopped_and_told_when_to_come_back() {
        Operator operator = SERVER.operator();
        var program = OAuthProgram.registered(nobody);
        var browser = new LoginBrowser(nobody).signedIn(operator.key());
        Answer begun = program.posted("/oauth/device_authorization", Map.of("client_id", program.clientId()));
        assertThat(begun.status()).isEqualTo(200);
        Answer entry = browser.open("/oauth/device");

        int tries = 0;
        Answer guessed = browser.submit(entry, "user_code", "BBBB-BBBB");
        while (guessed.status() == 200 && tries++ < LIMIT) {
            guessed = browser.submit(entry, "user_code", "BBBB-BBBB");
        }

        assertThat(guessed.status()).isEqualTo(429);
        assertThat(guessed.header("Content-Type")).startsWith("text/html");
        assertThat(Integer.parseInt(guessed.header("Retry-After"))).isBetween(1, 60);
        nobody.post("/v1/auth/verify", "{\"token\":\"guess\"}").isProblem(429, ErrorCode.RATE_LIMITED);
        nobody.post("/v1/auth/magic-link", "{\"email\":\"a@example.org\"}").isProblem(429, ErrorCode.RATE_LIMITED);
        OAuthProgram.isRefused(nobody.post("/oauth/register", "{}"), 429, "temporarily_unavailable");
        assertThat(browser.open("/login").status()).isEqualTo(200);
        assertThat(operator.http().get("/v1/agents").status()).isEqualTo(200);
    }
}
