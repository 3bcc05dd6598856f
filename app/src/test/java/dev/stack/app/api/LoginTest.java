// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.command.login.Email;
import dev.stack.command.login.People;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People sign in: by a mailed link, in a browser or without one, or with an API key. */
class LoginTest {

    private static final MailServer MAIL = new MailServer();
    private static final ApiServer SERVER = ApiServer.start(TestDatabase.create(), MAIL.settings());
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final Operator operator = SERVER.operator();
    private final Http nobody = SERVER.nobody();
    private final String email = "person" + PEOPLE.incrementAndGet() + "@example.org";

    LoginTest() {
        SERVER.bean(People.class).add(operator.id(), new Email(email));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        MAIL.close();
    }

    @Test
    void a_mailed_link_makes_a_session_of_a_day() {
        Answer session = verify(link());

        assertThat(session.status()).as(session.text()).isEqualTo(200);
        Http signedIn = SERVER.withKey(Scene.text(session, "token"));
        assertThat(signedIn.get("/v1/agents").status()).isEqualTo(200);
        Answer made = signedIn.post("/v1/agents/register", "{\"name\":\"Bot\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        var scene = new Scene(operator, "", "", "");
        assertThat(scene.entries("agent.register").toString())
                .contains("\"actor\":\"usr_", "\"credential\":\"session\"");
        for (String action : List.of("auth.person_add", "auth.link_send", "auth.link_use", "auth.login")) {
            assertThat(scene.entries(action)).as(action).hasSize(1);
        }

        SERVER.clock().forward(Duration.ofHours(25));
        signedIn.get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void a_mailed_link_signs_a_browser_in_and_leads_on_to_where_the_person_was_going() {
        var program = OAuthProgram.registered(nobody);
        var browser = new LoginBrowser(nobody);
        Answer login = browser.open(program.url(program.request("agents:read")));
        assertThat(browser.submit(login, "email", email.toUpperCase(Locale.ROOT))
                        .text())
                .contains("Look at your mail");

        Answer asked = browser.open(
                "/login/link?token=" + MailServer.token(MAIL.mails(email, 1).getFirst()));
        assertThat(browser.open("/login").text()).contains("name=\"api_key\"");
        Answer consent = browser.submit(asked);

        assertThat(consent.text()).contains("A program of the test");
        assertThat(browser.open("/login").text()).contains("usr_").doesNotContain(email);
    }

    @Test
    void who_signs_out_is_out_in_every_way() {
        var browser = new LoginBrowser(nobody).signedIn(operator.key());
        Map<String, String> cookies = Map.copyOf(browser.cookies());
        Answer out = browser.submit(browser.open("/login"));
        assertThat(out.text()).contains("name=\"api_key\"");

        browser.cookies().putAll(cookies);
        assertThat(browser.open("/login").text()).contains("name=\"api_key\"");
        assertThat(new Scene(operator, "", "", "").entries("auth.logout")).hasSize(1);
    }

    @Test
    void a_session_signs_out_and_nothing_else_does() {
        Http signedIn = SERVER.withKey(Scene.text(verify(link()), "token"));
        operator.http().post("/v1/auth/logout", "{}").isProblem(400, ErrorCode.INVALID_REQUEST);
        assertThat(signedIn.post("/v1/auth/logout", "{}").text()).isEqualTo("{}");
        signedIn.get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void an_address_that_signs_in_for_nobody_gets_the_same_answer_and_no_mail() {
        Answer known = nobody.post("/v1/auth/magic-link", "{\"email\":\"" + email + "\"}");
        Answer unknown = nobody.post("/v1/auth/magic-link", "{\"email\":\"nobody@example.org\"}");

        assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(202);
        assertThat(unknown.text()).isEqualTo(known.text()).isEqualTo("{}");
        assertThat(unknown.response().headers().map().keySet())
                .isEqualTo(known.response().headers().map().keySet());
        MAIL.mails(email, 1);
        assertThat(MAIL.received("nobody@example.org")).isEmpty();
        nobody.post("/v1/auth/magic-link", "{\"email\":\"no address\"}").isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void T11_one_person_is_not_flooded_with_links() {
        for (int i = 0; i < 8; i++) {
            nobody.post("/v1/auth/magic-link", "{\"email\":\"" + email + "\"}");
        }
        String witness = "person" + PEOPLE.incrementAndGet() + "@example.org";
        SERVER.bean(People.class).add(operator.id(), new Email(witness));
        nobody.post("/v1/auth/magic-link", "{\"email\":\"" + witness + "\"}");
        MAIL.mails(witness, 1); // they are sent in order
        assertThat(MAIL.received(email)).hasSize(5);
    }

    @Test
    void J24_a_link_is_good_once() {
        String token = link();
        assertThat(verify(token).status()).isEqualTo(200);
        verify(token).isProblem(409, ErrorCode.CONFLICT);
        assertThat(new Scene(operator, "", "", "").entries("auth.link_use").toString())
                .contains("\"outcome\":\"blocked\"");
        verify("nobodys").isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void J24_of_many_that_use_one_link_at_once_one_is_signed_in() throws Exception {
        String token = link();
        var start = new CyclicBarrier(6);
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = Stream.generate(() -> all.submit(() -> {
                        start.await();
                        return verify(token).status();
                    }))
                    .limit(6)
                    .toList();
            int signedIn = 0;
            for (Future<Integer> answer : answers) {
                signedIn += answer.get() == 200 ? 1 : 0;
            }
            assertThat(signedIn).isEqualTo(1);
        }
    }

    @Test
    void J24_a_link_is_over_after_a_quarter_of_an_hour() {
        String token = link();
        SERVER.clock().forward(Duration.ofMinutes(16));
        verify(token).isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void J21_a_token_of_one_kind_is_no_token_of_another() {
        var program = OAuthProgram.registered(nobody);
        Answer tokens = program.tokens(new LoginBrowser(nobody).signedIn(operator.key()), OAuthProgram.TEN);
        String session = Scene.text(verify(link()), "token");
        String access = Scene.text(tokens, "access_token");
        String passport = Scene.text(Scene.of(operator, "standard").issue(), "token");

        for (String token : List.of(session, access)) {
            Answer verdict = nobody.post("/v1/passports/verify", "{\"token\":\"" + token + "\"}");
            assertThat(verdict.text()).contains("\"valid\":false");
            operator.http()
                    .post("/v1/passports/refresh", "{\"token\":\"" + token + "\"}")
                    .isProblem(401, ErrorCode.UNAUTHORIZED);
            String other = asIf(token, token.equals(session) ? "access" : "session");
            SERVER.withKey(other).get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
        }
        SERVER.withKey(passport).get("/v1/agents").isProblem(401, ErrorCode.UNAUTHORIZED);
        OAuthProgram.isRefused(program.refresh(access), 400, "invalid_grant");
        assertThat(new LoginBrowser(nobody).open("/login?next=" + session).text())
                .contains("name=\"api_key\"");
    }

    @Test
    void L06_what_a_program_calls_itself_is_shown_as_text() {
        var program = OAuthProgram.registered(nobody, "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>");
        var browser = new LoginBrowser(nobody).signedIn(operator.key());
        Answer page = browser.open(program.url(program.request("agents:read")));
        assertThat(page.text()).contains("&lt;script&gt;alert(1)").doesNotContain("<script", "<img");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'self'")
                .doesNotContain("script-src", "unsafe-inline");

        Answer echoed = browser.open("/sdk-bootstrap?agent_id=agt_1%22%3E&callback=http://127.0.0.1:1/cb&state=s"
                + "&machine=%3Cscript%3Ex&process=%3C/code%3E%3Cscript%3E");
        assertThat(echoed.status()).as(echoed.text()).isEqualTo(200);
        assertThat(echoed.text()).doesNotContain("<script", "agt_1\">");
    }

    @Test
    void L07_whoever_signs_in_gets_a_new_cookie_and_the_flags_keep_it_where_it_belongs() {
        var browser = new LoginBrowser(nobody);
        Answer login = browser.open("/login");
        browser.cookies().put("stack_login", "planted-by-somebody-else");
        login = browser.open("/login");

        Answer arrived = browser.post(login, "api_key", operator.key());

        assertThat(arrived.header("Set-Cookie"))
                .startsWith("stack_login=")
                .doesNotContain("planted")
                .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                .doesNotContain("Secure", "Domain");
        String first = browser.cookies().get("stack_login");
        browser.submit(browser.open("/login"));
        browser.signedIn(operator.key());
        assertThat(browser.cookies().get("stack_login")).isNotEqualTo(first).isNotEqualTo("planted-by-somebody-else");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/login/link",
                "/logout",
                "/oauth/consent",
                "/oauth/device",
                "/oauth/device/decide",
                "/sdk-bootstrap"
            })
    void L07_a_form_that_another_site_made_does_nothing(String path) {
        var browser = new LoginBrowser(nobody).signedIn(operator.key());
        String theirs = LoginBrowser.hidden(
                        new LoginBrowser(nobody).open("/login").text())
                .get("form_token");
        for (Map<String, String> form : List.of(Map.of("decision", "agree"), Map.of("form_token", theirs))) {
            Answer refused = browser.post(path, form);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.text()).contains("FORBIDDEN");
            assertThat(refused.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        }
        assertThat(browser.open("/login").text()).contains("Signed in");
    }

    @Test
    void L07_a_cookie_is_no_credential_of_the_api() {
        var browser = new LoginBrowser(nobody).signedIn(operator.key());
        browser.once("GET", "/v1/agents", null).isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://elsewhere.example", "//elsewhere.example", "/login/../..//elsewhere.example", "eyJ.e.e"
            })
    void L08_nobody_goes_on_to_where_this_server_did_not_mean(String next) {
        var browser = new LoginBrowser(nobody);
        Answer login = browser.open("/login");
        Map<String, String> form = LoginBrowser.hidden(login.text());
        form.put("next", next);
        form.put("api_key", operator.key());
        assertThat(browser.post("/login", form).header("Location")).isEqualTo("/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:4711/cb?x=1",
                "http://127.0.0.1:4711/other",
                "http://127.0.0.1/cb",
                "http://127.0.0.1:99999/cb",
                "http://localhost:4711/cb",
                "https://127.0.0.1:4711/cb",
                "http://127.0.0.1:4711@elsewhere.example/cb",
                "http://elsewhere.example:4711/cb"
            })
    void L08_a_ticket_goes_nowhere_but_to_this_machine(String callback) {
        var browser = new LoginBrowser(nobody).signedIn(operator.key());
        String query = LoginBrowser.form(Map.of("agent_id", "agt_1", "callback", callback, "state", "s"));
        Answer page = browser.open("/sdk-bootstrap?" + query);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("INVALID_REQUEST");
    }

    @Test
    void L11_pages_ask_nothing_of_anybody_else_and_tell_nobody_where_one_came_from() {
        var program = OAuthProgram.registered(nobody);
        var browser = new LoginBrowser(nobody);
        List<Answer> pages = List.of(
                browser.open("/login"),
                browser.open("/login/link?token=x"),
                browser.signedIn(operator.key()).open("/login"),
                browser.open(program.url(program.request("agents:read"))),
                browser.open("/oauth/device"),
                browser.open("/oauth/authorize"));
        for (Answer page : pages) {
            assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.text())
                    .doesNotContain("src=", "style=", "http-equiv")
                    .contains("<html lang=\"en\">");
            assertThat(page.text().split("href=\"", -1)).hasSize(2);
            assertThat(page.text()).contains("href=\"/login/style.css\"");
        }
        Answer style = nobody.get("/login/style.css");
        assertThat(style.header("Content-Type")).isEqualTo("text/css;charset=UTF-8");
        assertThat(style.text()).doesNotContain("url(", "@import", "http");
    }

    @Test
    void L01_an_address_and_a_token_stand_in_no_entry_and_no_answer() {
        String token = link();
        Answer session = verify(token);
        JdbcClient sql = SERVER.bean(JdbcClient.class);
        assertThat(TableDump.tables(sql, "ledger", "query", "vault") + session.text())
                .doesNotContain(email);
        assertThat(TableDump.everyTable(sql)).contains(email).doesNotContain(token, Scene.text(session, "token"));
    }

    @Test
    void an_address_signs_in_for_one_operator_only() {
        assertThatThrownBy(() -> SERVER.bean(People.class).add(SERVER.operator().id(), new Email(email)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("already");
    }

    private String link() {
        int before = MAIL.received(email).size();
        Answer asked = nobody.post("/v1/auth/magic-link", "{\"email\":\"" + email + "\"}");
        assertThat(asked.status()).isEqualTo(202);
        return MailServer.token(MAIL.mails(email, before + 1).getLast());
    }

    private Answer verify(String token) {
        return nobody.post("/v1/auth/verify", "{\"token\":\"" + token + "\"}");
    }

    /** The same token, saying of itself that it is of another kind. */
    private static String asIf(String token, String use) {
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String other = claims.replaceFirst("\"token_use\":\"[a-z]+\"", "\"token_use\":\"" + use + "\"");
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(other.getBytes(StandardCharsets.UTF_8));
        return parts[0] + "." + encoded + "." + parts[2];
    }
}
