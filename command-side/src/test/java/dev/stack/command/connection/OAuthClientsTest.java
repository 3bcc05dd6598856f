// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.command.connection.OAuthProperties.Registration;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthClientsTest {

    private static final String SECRET = "canary-client-secret";

    @Test
    void the_catalogue_says_where_and_how() {
        OAuthClient notion = clients("notion", null, false).of("notion").orElseThrow();
        assertThat(notion.tokenUrl()).hasToString("https://api.notion.com/v1/oauth/token");
        assertThat(notion.login().inHeader()).isTrue();
        assertThat(notion.parameters()).containsEntry("owner", "user");
        OAuthClient slack = clients("slack", null, false).of("slack").orElseThrow();
        assertThat(slack.scopeSeparator()).isEqualTo(",");
        assertThat(slack.login().inHeader()).isFalse();
        assertThat(clients("slack", null, false).of("github")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example/token",
                "https://127.0.0.1/token",
                "https://[::1]/token",
                "https://u:p@login.example/token",
                "https://login.example/token#x",
                "ftp://login.example/token",
                "http://localhost:9000/token"
            })
    void S23_an_address_from_the_settings_is_https_and_a_name_or_the_server_does_not_start(String url) {
        assertThatThrownBy(() -> clients("github", URI.create(url), false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stack.oauth.github.token-url")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void a_server_that_lets_connections_inside_may_have_its_own_on_the_same_machine() {
        URI own = URI.create("http://localhost:9000/token");
        assertThat(clients("github", own, true).of("github").orElseThrow().tokenUrl())
                .isEqualTo(own);
        assertThatThrownBy(() -> clients("github", URI.create("http://inside.example/token"), true))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_registration_for_nothing_or_without_a_secret_is_a_mistake() {
        assertThatThrownBy(() -> clients("openai", null, false)).hasMessageContaining("stack.oauth.openai");
        assertThatThrownBy(() -> clients("nobody", null, false)).hasMessageContaining("stack.oauth.nobody");
        var bare = new Registration("id", null, null, null, null);
        assertThatThrownBy(() -> new OAuthClients(
                        new OAuthProperties(Map.of("github", bare)), ServiceCatalog.bundled(), () -> false))
                .hasMessageContaining("client-secret-file");
        assertThat(new Registration("id", SECRET, null, null, null).toString()).doesNotContain(SECRET);
    }

    private static OAuthClients clients(String provider, @Nullable URI tokenUrl, boolean privateAllowed) {
        var registration = new Registration("id", SECRET, null, null, tokenUrl);
        return new OAuthClients(
                new OAuthProperties(Map.of(provider, registration)), ServiceCatalog.bundled(), () -> privateAllowed);
    }
}
