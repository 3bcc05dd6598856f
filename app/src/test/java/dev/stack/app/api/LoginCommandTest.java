// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stack.app.StackProcess;
import dev.stack.app.api.ApiServer.Operator;
import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person lets the command line act for them, and takes that back. */
class LoginCommandTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final Pattern SHOWN = Pattern.compile("Open (\\S+) and check that it shows the code (\\S+)\\.");

    @TempDir
    private Path home;

    private final Operator operator = SERVER.operator();
    private final Http nobody = SERVER.nobody();

    @Test
    void a_login_agreed_to_in_a_browser_serves_the_command_line_until_it_is_ended() throws Exception {
        login();
        Path stored = home.resolve(".stack/credentials.json");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(stored))
                .contains("\"client_id\"", "\"refresh_token\"", "\"base_url\":\"" + SERVER.url("") + "\"");
        assertThat(said(0, "status")).anySatisfy(line -> assertThat(line).contains("login of " + stored));
        assertThat(said(0, "agents", "register", "By a person", "--json"))
                .singleElement()
                .asString()
                .contains("By a person");
        assertThat(said(3, "status", "--url", "http://127.0.0.1:9")).isEmpty();

        String before = Files.readString(stored);
        assertThat(said(0, "logout")).containsExactly("Logged out.");
        assertThat(stored).doesNotExist();

        Files.writeString(stored, before);
        try (StackProcess ended = StackProcess.startAt(home, "status")) {
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.ownErrors()).singleElement().asString().contains("has ended", "stack login");
        }
    }

    @Test
    void who_does_not_agree_is_not_logged_in() throws Exception {
        try (StackProcess login = StackProcess.startAt(home, "login", "--url", SERVER.url(""))) {
            decide(login, "refuse");
            assertThat(login.exitCode()).isEqualTo(1);
            assertThat(login.errors()).contains("refused in the browser");
        }
        assertThat(home.resolve(".stack/credentials.json")).doesNotExist();
    }

    private void login() throws Exception {
        try (StackProcess login = StackProcess.startAt(home, "login", "--url", SERVER.url(""))) {
            decide(login, "agree");
            assertThat(login.exitCode()).as(login.errors()).isZero();
        }
    }

    private void decide(StackProcess login, String decision) {
        Matcher shown = await("the address")
                .atMost(Duration.ofSeconds(60))
                .until(() -> SHOWN.matcher(login.errors()), Matcher::find);
        String address = shown.group(1);
        var browser = new LoginBrowser(nobody);
        Answer page =
                browser.submit(browser.open(address.substring(address.indexOf("/oauth/"))), "api_key", operator.key());
        Answer consent = browser.submit(page, "user_code", shown.group(2));
        browser.submit(consent, "decision", decision);
    }

    private List<String> said(int code, String... words) throws Exception {
        try (StackProcess command = StackProcess.startAt(home, words)) {
            int ended = command.exitCode();
            assertThat(ended).as(command.output() + command.errors()).isEqualTo(code);
            return command.output().lines().filter(line -> !line.contains("|-")).toList();
        }
    }
}
